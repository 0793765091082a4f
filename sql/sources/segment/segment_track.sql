SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  id AS event_id,
  utc_instant(`timestamp`) AS event_at,
  reporting_date(utc_instant(`timestamp`)) AS event_date,
  record.extract_date,
  coalesce(account_reference, context_group_id) AS account_reference,
  CAST(NULL AS STRING) AS subscription_id,
  user_id,
  coalesce(event, event_text) AS event,
  CAST(1 AS BIGINT) AS event_count,
  false AS is_part,
  record.payload AS properties
FROM raw_segment_tracks
