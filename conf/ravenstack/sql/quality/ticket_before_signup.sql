SELECT
  tickets.source,
  'support_tickets' AS entity,
  'ticket_before_signup' AS rule,
  count(*) AS rows_checked,
  count_if(reporting_date(tickets.created_at) < account_profiles.created_date) AS rows_failed
FROM tickets
LEFT JOIN account_profiles
  ON account_profiles.source = tickets.source
  AND account_profiles.account_id = tickets.organization_id
GROUP BY
  tickets.source
