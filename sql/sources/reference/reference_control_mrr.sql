SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS external_id,
  written_day(date, NULL) AS control_date,
  try_cast(amount AS DECIMAL(24,6)) AS control_amount
FROM raw_reference_control_mrr
