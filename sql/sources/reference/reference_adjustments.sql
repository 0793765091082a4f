SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS adjustment_id,
  lower(target) AS adjustment_target,
  key AS adjusted_key,
  written_day(from_date, NULL) AS from_date,
  written_day(to_date, NULL) AS to_date,
  nullif(trim(value), '') AS adjusted_value,
  nullif(upper(currency), '') AS value_currency,
  nullif(trim(author), '') AS author,
  nullif(trim(approver), '') AS approver,
  nullif(trim(raw_reference_adjustments.reason), '') AS adjustment_reason,
  utc_instant(raw_reference_adjustments.created_at) AS created_at,
  written_day(expires_on, NULL) AS expires_on
FROM raw_reference_adjustments
