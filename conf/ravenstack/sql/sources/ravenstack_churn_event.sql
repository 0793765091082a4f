SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  churn_event_id AS response_id,
  'churn' AS survey_type,
  account_id AS account_reference,
  CAST(NULL AS STRING) AS respondent_email,
  CAST(NULL AS DECIMAL(9,4)) AS score,
  CAST(NULL AS DECIMAL(9,4)) AS scale_min,
  CAST(NULL AS DECIMAL(9,4)) AS scale_max,
  reason_code AS answer,
  feedback_text AS comment,
  CAST(written_day(churn_date, 'mdy') AS TIMESTAMP) AS submitted_at
FROM raw_ravenstack_churn_events
