SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  CAST(try_cast(ticket_id AS DECIMAL(20,0)) AS STRING) AS ticket_id,
  tag
FROM raw_fivetran_zendesk_ticket_tag
