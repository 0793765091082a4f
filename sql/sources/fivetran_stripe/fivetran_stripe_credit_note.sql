SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS credit_note_id,
  invoice_id,
  status AS credit_note_status,
  upper(currency) AS native_currency,
  utc_instant(created) AS created_at,
  utc_instant(raw_fivetran_stripe_credit_note.voided_at) AS voided_at,
  try_cast(
    (
      try_cast(coalesce(subtotal, amount) AS DECIMAL(18,0))
      - IF(subtotal IS NULL, 0, try_cast(coalesce(discount_amount, '0') AS DECIMAL(18,0)))
    ) * major_units(1, currency) AS DECIMAL(24,6)
  ) AS credited_amount,
  CAST(NULL AS ARRAY<STRUCT<line_id: STRING, amount: DECIMAL(24,6)>>) AS credited_lines
FROM raw_fivetran_stripe_credit_note
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
