SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  _fivetran_id AS answer_id,
  response_id,
  question_id,
  try_cast(value AS DECIMAL(9,4)) AS score,
  text AS comment
FROM raw_fivetran_qualtrics_question_response
