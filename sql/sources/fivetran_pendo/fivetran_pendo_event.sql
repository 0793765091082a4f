WITH hourly_counts AS (
  SELECT
    *,
    utc_instant(`timestamp`) AS event_at
  FROM raw_fivetran_pendo_event
  WHERE
    NOT coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false)
)
SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  to_json(
    array(
      'event',
      account_id,
      visitor_id,
      CAST(unix_seconds(event_at) AS STRING),
      app_id,
      server_name,
      remote_ip,
      user_agent,
      page_id
    )
  ) AS event_id,
  event_at,
  reporting_date(event_at) AS event_date,
  record.extract_date,
  coalesce(account_reference, account_id) AS account_reference,
  CAST(NULL AS STRING) AS subscription_id,
  -- Pendo gives visitors who have not logged in an id that begins so.
  IF(startswith(visitor_id, '_PENDO_T_'), NULL, visitor_id) AS user_id,
  coalesce(page_id, 'allevents') AS event,
  CAST(try_cast(num_events AS DECIMAL(18,0)) AS BIGINT) AS event_count,
  false AS is_part,
  CAST(NULL AS STRING) AS properties
FROM hourly_counts
