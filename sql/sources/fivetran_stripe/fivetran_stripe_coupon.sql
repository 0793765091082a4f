SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS coupon_id,
  try_cast(percent_off AS DECIMAL(9,6)) AS percent_off,
  try_cast(try_cast(amount_off AS DECIMAL(24,12)) * major_units(1, currency) AS DECIMAL(15,6)) AS amount_off,
  upper(currency) AS currency_code,
  duration,
  try_cast(duration_in_months AS INT) AS duration_in_months
FROM raw_fivetran_stripe_coupon
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
