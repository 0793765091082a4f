SELECT
  account_links.account_id,
  count(*) AS ticket_count,
  count_if(tickets.ticket_status NOT IN ('solved', 'closed')) AS open_ticket_count,
  count_if(
    reporting_date(tickets.created_at) > date_sub(:as_of_date, 90)
  ) AS ticket_count_90_days
FROM tickets
INNER JOIN account_links
  ON account_links.source = tickets.source
  AND account_links.external_id = tickets.organization_id
  AND account_links.kind = 'organization'
WHERE
  reporting_date(tickets.created_at) <= :as_of_date
GROUP BY
  account_links.account_id
