SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS payment_id,
  customer_id,
  invoice_id,
  status AS payment_status,
  upper(currency) AS native_currency,
  CAST(
    try_cast(coalesce(amount_captured, amount) AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)
  ) AS payment_amount,
  utc_instant(created) AS created_at
FROM raw_fivetran_stripe_charge
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
