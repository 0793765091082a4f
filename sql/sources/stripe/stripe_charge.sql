SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS payment_id,
  customer AS customer_id,
  invoice AS invoice_id,
  status AS payment_status,
  upper(currency) AS native_currency,
  CAST(
    try_cast(coalesce(amount_captured, amount) AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)
  ) AS payment_amount,
  epoch_instant(created) AS created_at
FROM raw_stripe_charges
WHERE
  coalesce(livemode, 'true') <> 'false'
