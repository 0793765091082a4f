SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  concat(record.file, ':', record.record_number) AS event_id,
  CAST(written_day(usage_date, 'mdy') AS TIMESTAMP) AS event_at,
  written_day(usage_date, 'mdy') AS event_date,
  record.extract_date,
  account_reference,
  subscription_id,
  CAST(NULL AS STRING) AS user_id,
  feature_name AS event,
  try_cast(usage_count AS BIGINT) AS event_count,
  false AS is_part,
  record.payload AS properties
FROM raw_ravenstack_feature_usage
