SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS invoice_id,
  customer_id,
  status AS invoice_status,
  upper(currency) AS native_currency,
  billing_reason,
  -- An invoice's own period ends when it is made.
  utc_instant(coalesce(created, period_end)) AS created_at,
  utc_instant(status_transitions_finalized_at) AS finalized_at,
  utc_instant(due_date) AS due_at,
  utc_instant(status_transitions_paid_at) AS paid_at,
  utc_instant(status_transitions_voided_at) AS voided_at,
  utc_instant(status_transitions_marked_uncollectible_at) AS marked_uncollectible_at,
  try_cast(try_cast(total AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)) AS total_amount,
  try_cast(
    try_cast(raw_fivetran_stripe_invoice.amount_due AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)
  ) AS amount_due,
  try_cast(
    try_cast(raw_fivetran_stripe_invoice.amount_paid AS DECIMAL(18,0)) * major_units(1, currency) AS DECIMAL(24,6)
  ) AS amount_paid,
  try_cast(
    try_cast(raw_fivetran_stripe_invoice.amount_remaining AS DECIMAL(18,0)) * major_units(1, currency)
    AS DECIMAL(24,6)
  ) AS amount_remaining,
  try_cast(raw_fivetran_stripe_invoice.attempt_count AS INT) AS attempt_count,
  false AS has_more_lines,
  -- The lines are a table of their own, invoice_lines.
  CAST(
    NULL AS ARRAY<STRUCT<
      line_id: STRING, subscription_id: STRING, item_id: STRING, price_id: STRING, amount: DECIMAL(24,6),
      discount_amount: DECIMAL(24,6), tax_amount: DECIMAL(24,6),
      discounts: ARRAY<STRUCT<discount_id: STRING, amount: DECIMAL(24,6)>>, quantity: DECIMAL(16,4),
      unit_price: DECIMAL(15,6), billing_interval: STRING, interval_count: INT, usage_type: STRING,
      is_recurring: BOOLEAN, is_proration: BOOLEAN, starts_at: TIMESTAMP, ends_at: TIMESTAMP
    >>
  ) AS lines
FROM raw_fivetran_stripe_invoice
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
