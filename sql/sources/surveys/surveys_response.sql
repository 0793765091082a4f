SELECT
  record,
  try_cast(submitted_at AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  response_id,
  CAST(NULL AS STRING) AS survey_id,
  lower(survey_type) AS survey_type,
  coalesce(account_reference, account_id) AS account_reference,
  lower(respondent_email) AS respondent_email,
  try_cast(score AS DECIMAL(9,4)) AS score,
  try_cast(scale_min AS DECIMAL(9,4)) AS scale_min,
  try_cast(scale_max AS DECIMAL(9,4)) AS scale_max,
  CAST(NULL AS STRING) AS answer,
  comment,
  try_cast(submitted_at AS TIMESTAMP) AS submitted_at
FROM raw_surveys_responses
