WITH poll_answers AS (
  SELECT
    *,
    utc_instant(`timestamp`) AS submitted_at,
    IF(
      try_cast(poll_response AS DECIMAL(9,4)) BETWEEN 0 AND 10,
      try_cast(poll_response AS DECIMAL(9,4)),
      NULL
    ) AS rating
  FROM raw_fivetran_pendo_poll_event
)
SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  to_json(
    array(account_id, visitor_id, CAST(unix_millis(submitted_at) AS STRING), guide_id, guide_step_id, poll_id)
  ) AS response_id,
  CAST(NULL AS STRING) AS survey_id,
  IF(rating IS NULL, 'poll', 'nps') AS survey_type,
  coalesce(account_reference, account_id) AS account_reference,
  IF(visitor_id LIKE '%@%', lower(visitor_id), NULL) AS respondent_email,
  rating AS score,
  IF(rating IS NULL, CAST(NULL AS DECIMAL(9,4)), CAST(0 AS DECIMAL(9,4))) AS scale_min,
  IF(rating IS NULL, CAST(NULL AS DECIMAL(9,4)), CAST(10 AS DECIMAL(9,4))) AS scale_max,
  IF(rating IS NULL, poll_response, NULL) AS answer,
  CAST(NULL AS STRING) AS comment,
  submitted_at
FROM poll_answers
