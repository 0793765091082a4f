SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  lower(stated_reason) AS told_reason,
  nullif(reason, '') AS churn_reason,
  nullif(reason_group, '') AS reason_group
FROM raw_reference_churn_reasons
