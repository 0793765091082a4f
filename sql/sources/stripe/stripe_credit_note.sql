WITH note_records AS (
  SELECT
    *,
    major_units(1, currency) AS minor_unit,
    transform(
      coalesce(lines.data, array()),
      line -> named_struct(
        'line_id', line.invoice_line_item,
        'minor_amount', try_cast(line.amount AS DECIMAL(18,0))
        - try_cast(coalesce(line.discount_amount, '0') AS DECIMAL(18,0))
      )
    ) AS minor_lines
  FROM raw_stripe_credit_notes
  WHERE
    coalesce(livemode, 'true') <> 'false'
)
SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS credit_note_id,
  invoice AS invoice_id,
  status AS credit_note_status,
  upper(currency) AS native_currency,
  epoch_instant(created) AS created_at,
  epoch_instant(note_records.voided_at) AS voided_at,
  try_cast(
    try_cast(coalesce(total_excluding_tax, subtotal_excluding_tax, subtotal, amount) AS DECIMAL(18,0)) * minor_unit
    AS DECIMAL(24,6)
  ) AS credited_amount,
  transform(
    minor_lines,
    line -> named_struct(
      'line_id', line.line_id,
      'amount', try_cast(line.minor_amount * minor_unit AS DECIMAL(24,6))
    )
  ) AS credited_lines
FROM note_records
