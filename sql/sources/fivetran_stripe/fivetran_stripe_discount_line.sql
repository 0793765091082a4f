SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS discount_id,
  type_id AS line_id,
  invoice_id,
  try_cast(amount AS DECIMAL(18,0)) AS discount_minor_units
FROM raw_fivetran_stripe_discount
WHERE
  coalesce(lower(type), IF(startswith(type_id, 'il_'), 'invoice_line_item', NULL)) = 'invoice_line_item'
