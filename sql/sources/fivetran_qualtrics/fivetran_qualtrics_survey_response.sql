SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS response_id,
  survey_id,
  -- Answers, and the fields that name the account, are tables of their own.
  CAST(NULL AS STRING) AS survey_type,
  account_reference,
  lower(recipient_email) AS respondent_email,
  CAST(NULL AS DECIMAL(9,4)) AS score,
  CAST(NULL AS DECIMAL(9,4)) AS scale_min,
  CAST(NULL AS DECIMAL(9,4)) AS scale_max,
  CAST(NULL AS STRING) AS answer,
  CAST(NULL AS STRING) AS comment,
  coalesce(utc_instant(end_date), utc_instant(recorded_date)) AS submitted_at
FROM raw_fivetran_qualtrics_survey_response
WHERE
  coalesce(try_cast(finished AS BOOLEAN), true)
