SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  coalesce(nullif(`$insert_id`, ''), nullif(_insert_id, ''), uuid) AS event_id,
  utc_instant(event_time) AS event_at,
  reporting_date(utc_instant(event_time)) AS event_date,
  record.extract_date,
  coalesce(get_json_object(account_reference, '$[0]'), account_reference) AS account_reference,
  CAST(NULL AS STRING) AS subscription_id,
  nullif(user_id, '') AS user_id,
  event_type AS event,
  CAST(1 AS BIGINT) AS event_count,
  false AS is_part,
  event_properties AS properties
FROM raw_amplitude_events
