SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  response_id,
  key AS field_name,
  nullif(value, '') AS field_value
FROM raw_fivetran_qualtrics_survey_embedded_data
