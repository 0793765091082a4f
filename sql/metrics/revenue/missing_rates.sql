WITH billed_items AS (
  SELECT
    source,
    customer_id,
    explode(items) AS item
  FROM subscription_states
),
billed_accounts AS (
  SELECT DISTINCT
    billed_items.item.currency AS native_currency,
    coalesce(account_links.account_id, billed_items.customer_id) AS account_id
  FROM billed_items
  LEFT JOIN account_links
    ON account_links.source = billed_items.source
    AND account_links.kind = 'billing_customer'
    AND account_links.external_id = billed_items.customer_id
),
fiscal_years AS (
  SELECT
    add_months(
      make_date(year(coalesce(rates_date, :as_of_date)), fiscal_year_starts, 1),
      IF(month(coalesce(rates_date, :as_of_date)) < fiscal_year_starts, -12, 0)
    ) AS starts_on
  FROM settings
)
SELECT
  plan_rates.native_currency,
  plan_rates.currency,
  count(billed_accounts.account_id) AS account_count,
  array_join(slice(array_sort(collect_list(billed_accounts.account_id)), 1, 5), ' ') AS account_ids,
  concat_ws(
    ',', plan_rates.native_currency, plan_rates.currency, CAST(max(fiscal_years.starts_on) AS STRING), '<rate>', 'plan'
  ) AS line_to_add
FROM plan_rates
CROSS JOIN fiscal_years
LEFT JOIN billed_accounts
  ON billed_accounts.native_currency = plan_rates.native_currency
WHERE
  plan_rates.rate IS NULL
GROUP BY
  plan_rates.native_currency,
  plan_rates.currency
