SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  message_id AS event_id,
  try_cast(`timestamp` AS TIMESTAMP) AS event_at,
  reporting_date(try_cast(`timestamp` AS TIMESTAMP)) AS event_date,
  record.extract_date,
  coalesce(account_reference, account_id) AS account_reference,
  CAST(NULL AS STRING) AS subscription_id,
  user_id,
  event,
  CAST(1 AS BIGINT) AS event_count,
  false AS is_part,
  properties
FROM raw_events_events
