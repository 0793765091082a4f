SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  ticket_id,
  account_id AS organization_id,
  CAST(NULL AS STRING) AS subject,
  priority,
  IF(closed_at IS NULL, 'open', 'closed') AS ticket_status,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS requester_id,
  CAST(NULL AS STRING) AS assignee_id,
  CASE
    WHEN satisfaction_score IS NULL THEN 'offered'
    WHEN try_cast(satisfaction_score AS DECIMAL(9,4)) >= 4 THEN 'good'
    ELSE 'bad'
  END AS satisfaction,
  IF(try_cast(escalation_flag AS BOOLEAN), array('escalated'), array()) AS tags,
  CAST(written_day(submitted_at, 'mdy') AS TIMESTAMP) AS created_at,
  try_cast(closed_at AS TIMESTAMP) AS updated_at
FROM raw_ravenstack_support_tickets
