WITH line_records AS (
  SELECT
    *,
    try_cast(amount AS DECIMAL(18,0)) AS minor_amount,
    try_cast(coalesce(quantity, '1') AS DECIMAL(16,4)) AS units,
    try_cast(unit_amount_excluding_tax AS DECIMAL(24,12)) AS taxless_unit,
    coalesce(try_cast(proration AS BOOLEAN), false) AS has_changed
  FROM raw_fivetran_stripe_invoice_line_item
  WHERE
    coalesce(try_cast(livemode AS BOOLEAN), true)
)
SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  invoice_id,
  coalesce(unique_id, id) AS line_id,
  subscription_id,
  subscription_item_id AS item_id,
  coalesce(price_id, plan_id) AS price_id,
  try_cast(minor_amount * major_units(1, currency) AS DECIMAL(24,6)) AS line_amount,
  CAST(0 AS DECIMAL(24,6)) AS discount_amount,
  IF(
    units > 0 AND taxless_unit IS NOT NULL,
    try_cast(
      (minor_amount - round(abs(taxless_unit) * units) * IF(minor_amount < 0, -1, 1)) * major_units(1, currency)
      AS DECIMAL(24,6)
    ),
    CAST(0 AS DECIMAL(24,6))
  ) AS tax_amount,
  units AS quantity,
  subscription_id IS NOT NULL AND (has_changed OR coalesce(type, 'subscription') = 'subscription') AS is_recurring,
  has_changed AS is_proration,
  utc_instant(period_start) AS starts_at,
  utc_instant(period_end) AS ends_at
FROM line_records
