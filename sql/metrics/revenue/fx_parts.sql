WITH item_months AS (
  SELECT
    *,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM item_ledger
  WHERE
    state = 'earning'
    AND mrr > 0
    AND native_currency <> currency
),
closings AS (
  SELECT
    account_links.account_id,
    item_months.*,
    monthly_value(
      item_months.contract_amount, item_months.price.billing_interval, item_months.price.interval_count,
      spot_rates.opening_rate
    ) AS mrr_before,
    monthly_value(
      item_months.contract_amount, item_months.price.billing_interval, item_months.price.interval_count,
      spot_rates.rate
    ) AS mrr_after
  FROM item_months
  INNER JOIN account_links
    ON account_links.source = item_months.source
    AND account_links.external_id = item_months.customer_id
    AND account_links.kind = 'billing_customer'
  INNER JOIN spot_rates
    ON spot_rates.native_currency = item_months.native_currency
    AND spot_rates.month = item_months.month
  WHERE
    item_months.to_date IS NULL
    OR item_months.to_date > least(last_day(item_months.month), :as_of_date)
)
SELECT
  account_id,
  least(last_day(month), :as_of_date) AS movement_date,
  source,
  subscription_id,
  item_id,
  customer_id,
  CAST(mrr_after - mrr_before AS DECIMAL(24,6)) AS amount,
  product_family,
  plan,
  quantity,
  mrr_before,
  mrr_after,
  currency,
  adjustment_id
FROM closings
WHERE
  mrr_after <> mrr_before
