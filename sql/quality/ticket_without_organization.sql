SELECT
  source,
  'tickets' AS entity,
  'ticket_without_organization' AS rule,
  count(*) AS rows_checked,
  count_if(organization_id IS NULL) AS rows_failed
FROM tickets
GROUP BY
  source
