SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS refund_id,
  charge AS payment_id,
  coalesce(status, 'succeeded') AS refund_status,
  upper(currency) AS native_currency,
  CAST(try_cast(amount AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)) AS refund_amount,
  epoch_instant(created) AS created_at
FROM raw_stripe_refunds
