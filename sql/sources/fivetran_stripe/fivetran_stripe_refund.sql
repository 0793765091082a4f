SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS refund_id,
  charge_id AS payment_id,
  coalesce(status, 'succeeded') AS refund_status,
  upper(currency) AS native_currency,
  CAST(try_cast(amount AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)) AS refund_amount,
  utc_instant(created) AS created_at
FROM raw_fivetran_stripe_refund
