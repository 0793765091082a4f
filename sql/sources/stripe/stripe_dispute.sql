SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS dispute_id,
  charge AS payment_id,
  status AS dispute_status,
  upper(currency) AS native_currency,
  CAST(try_cast(amount AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)) AS dispute_amount,
  epoch_instant(created) AS created_at
FROM raw_stripe_disputes
WHERE
  coalesce(livemode, 'true') <> 'false'
