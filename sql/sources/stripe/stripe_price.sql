SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS price_id,
  coalesce(get_json_object(product, '$.id'), product) AS product_id,
  nickname AS plan,
  try_cast(
    try_cast(coalesce(unit_amount_decimal, unit_amount) AS DECIMAL(24,12)) * major_units(1, currency)
    AS DECIMAL(15,6)
  ) AS unit_price,
  upper(currency) AS currency_code,
  recurring.interval AS billing_interval,
  try_cast(coalesce(recurring.interval_count, '1') AS INT) AS interval_count,
  coalesce(recurring.usage_type, 'licensed') AS usage_type
FROM raw_stripe_prices
WHERE
  coalesce(livemode, 'true') <> 'false'
  AND (recurring.interval IS NOT NULL OR coalesce(try_cast(deleted AS BOOLEAN), false))
