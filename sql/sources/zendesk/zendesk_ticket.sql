SELECT
  record,
  coalesce(epoch_instant(generated_timestamp), try_cast(updated_at AS TIMESTAMP)) AS cursor_at,
  status = 'deleted' AS is_deleted,
  CAST(try_cast(id AS DECIMAL(20,0)) AS STRING) AS ticket_id,
  CAST(try_cast(organization_id AS DECIMAL(20,0)) AS STRING) AS organization_id,
  subject,
  priority,
  status AS ticket_status,
  via.channel,
  CAST(try_cast(requester_id AS DECIMAL(20,0)) AS STRING) AS requester_id,
  CAST(try_cast(assignee_id AS DECIMAL(20,0)) AS STRING) AS assignee_id,
  satisfaction_rating.score AS satisfaction,
  coalesce(tags, array()) AS tags,
  try_cast(created_at AS TIMESTAMP) AS created_at,
  try_cast(updated_at AS TIMESTAMP) AS updated_at
FROM raw_zendesk_tickets
