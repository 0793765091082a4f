SELECT
  record,
  utc_instant(coalesce(_fivetran_synced, updated_at)) AS cursor_at,
  coalesce(status = 'deleted', false) OR coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  CAST(try_cast(id AS DECIMAL(20,0)) AS STRING) AS ticket_id,
  CAST(try_cast(organization_id AS DECIMAL(20,0)) AS STRING) AS organization_id,
  subject,
  priority,
  status AS ticket_status,
  via_channel AS channel,
  CAST(try_cast(requester_id AS DECIMAL(20,0)) AS STRING) AS requester_id,
  CAST(try_cast(assignee_id AS DECIMAL(20,0)) AS STRING) AS assignee_id,
  CAST(NULL AS STRING) AS satisfaction,
  CAST(array() AS ARRAY<STRING>) AS tags,
  utc_instant(created_at) AS created_at,
  utc_instant(updated_at) AS updated_at
FROM raw_fivetran_zendesk_ticket
