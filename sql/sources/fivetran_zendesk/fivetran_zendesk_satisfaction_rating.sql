SELECT
  record,
  utc_instant(coalesce(updated_at, _fivetran_synced)) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  CAST(try_cast(id AS DECIMAL(20,0)) AS STRING) AS rating_id,
  CAST(try_cast(ticket_id AS DECIMAL(20,0)) AS STRING) AS ticket_id,
  score AS satisfaction,
  utc_instant(coalesce(updated_at, created_at)) AS rated_at
FROM raw_fivetran_zendesk_satisfaction_rating
