SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  survey_id,
  id AS question_id,
  CASE
    WHEN selector = 'NPS' THEN 'nps'
    WHEN question_type = 'TE' THEN 'comment'
    ELSE 'other'
  END AS question_kind
FROM raw_fivetran_qualtrics_question
