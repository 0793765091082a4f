WITH valued_items AS (
  SELECT
    *,
    least(coalesce(date_sub(to_date, 1), :as_of_date), :as_of_date) AS last_date
  FROM item_ledger
),
rate_days AS (
  SELECT DISTINCT
    native_currency,
    currency,
    last_date
  FROM valued_items
  WHERE
    native_currency <> currency
),
first_invoices AS (
  SELECT
    source,
    subscription_id,
    min_by(invoice_status, struct(finalized_date, invoice_id)) AS invoice_status
  FROM billed_lines
  WHERE
    subscription_id IS NOT NULL
    AND invoice_status NOT IN ('draft', 'void')
  GROUP BY
    source,
    subscription_id
),
-- A rate carries forward for at most a week.
last_rates AS (
  SELECT
    rate_days.native_currency,
    rate_days.last_date,
    max_by(fx_rates.rate, fx_rates.rate_date) AS rate
  FROM rate_days
  INNER JOIN fx_rates
    ON fx_rates.from_currency = rate_days.native_currency
    AND fx_rates.to_currency = rate_days.currency
    AND fx_rates.rate_kind = 'spot'
    AND fx_rates.rate_date BETWEEN date_sub(rate_days.last_date, 7) AND rate_days.last_date
  GROUP BY
    rate_days.native_currency,
    rate_days.last_date
)
SELECT
  valued_items.source,
  valued_items.subscription_id,
  valued_items.item_id,
  valued_items.from_date,
  valued_items.to_date,
  valued_items.customer_id,
  account_links.account_id,
  valued_items.product_family,
  valued_items.plan,
  valued_items.quantity,
  valued_items.native_currency,
  valued_items.native_list_mrr AS list_mrr,
  valued_items.native_mrr AS contract_mrr,
  valued_items.native_net_mrr AS net_mrr,
  valued_items.mrr AS constant_mrr,
  CAST(
    monthly_value(
      valued_items.contract_amount, valued_items.price.billing_interval, valued_items.price.interval_count,
      IF(valued_items.native_currency = valued_items.currency, 1, last_rates.rate)
    ) AS DECIMAL(24,6)
  ) AS spot_mrr,
  valued_items.arr,
  to_json(valued_items.price) AS price_json,
  to_json(valued_items.net_steps) AS discounts_json,
  valued_items.rate,
  IF(valued_items.is_in_migration, 'in_migration', valued_items.state) AS state,
  IF(contracts.contract_id IS NULL, 'subscription', 'contract') AS origin,
  valued_items.currency,
  coalesce(valued_items.adjustment_id, account_links.adjustment_id) AS adjustment_id,
  item_contracts.contract_id,
  item_contracts.out_of_contract_from,
  coalesce(first_invoices.invoice_status IN ('open', 'uncollectible'), false) AS is_first_invoice_unpaid
FROM valued_items
LEFT JOIN account_links
  ON account_links.source = valued_items.source
  AND account_links.external_id = valued_items.customer_id
  AND account_links.kind = 'billing_customer'
LEFT JOIN contracts
  ON contracts.source = valued_items.source
  AND contracts.contract_id = valued_items.subscription_id
LEFT JOIN item_contracts
  ON item_contracts.source = valued_items.source
  AND item_contracts.subscription_id = valued_items.subscription_id
  AND item_contracts.item_id = valued_items.item_id
  AND item_contracts.from_date = valued_items.from_date
LEFT JOIN last_rates
  ON last_rates.native_currency = valued_items.native_currency
  AND last_rates.last_date = valued_items.last_date
LEFT JOIN first_invoices
  ON first_invoices.source = valued_items.source
  AND first_invoices.subscription_id = valued_items.subscription_id
