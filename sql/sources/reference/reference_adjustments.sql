SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS adjustment_id,
  lower(target) AS adjustment_target,
  key AS adjusted_key,
  try_cast(from_date AS DATE) AS from_date,
  try_cast(to_date AS DATE) AS to_date,
  nullif(trim(value), '') AS adjusted_value,
  nullif(upper(currency), '') AS value_currency,
  nullif(trim(author), '') AS author,
  nullif(trim(approver), '') AS approver,
  nullif(trim(raw_reference_adjustments.reason), '') AS adjustment_reason,
  utc_instant(raw_reference_adjustments.created_at) AS created_at,
  try_cast(expires_on AS DATE) AS expires_on
FROM raw_reference_adjustments
