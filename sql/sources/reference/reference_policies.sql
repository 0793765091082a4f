SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  lower(trim(policy)) AS policy,
  trim(version) AS policy_version,
  try_cast(value AS DECIMAL(18,6)) AS policy_value,
  written_day(valid_from, NULL) AS policy_from,
  nullif(trim(author), '') AS author,
  nullif(trim(reason), '') AS policy_reason
FROM raw_reference_policies
