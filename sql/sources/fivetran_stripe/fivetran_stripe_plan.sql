SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS price_id,
  product_id,
  nickname AS plan,
  try_cast(try_cast(amount AS DECIMAL(24,12)) * major_units(1, currency) AS DECIMAL(15,6)) AS unit_price,
  upper(currency) AS currency_code,
  get_json_object(record.payload, '$.interval') AS billing_interval,
  try_cast(coalesce(interval_count, '1') AS INT) AS interval_count,
  coalesce(usage_type, 'licensed') AS usage_type
FROM raw_fivetran_stripe_plan
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
