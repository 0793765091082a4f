WITH tags_of_tickets AS (
  SELECT
    source,
    ticket_id,
    array_sort(collect_list(tag)) AS tags
  FROM ticket_tags
  GROUP BY
    source,
    ticket_id
),
ratings_of_tickets AS (
  SELECT
    source,
    ticket_id,
    -- An answer counts before what was only offered, however late.
    max_by(satisfaction, struct(satisfaction NOT IN ('offered', 'unoffered'), rated_at, rating_id)) AS satisfaction
  FROM ticket_ratings
  GROUP BY
    source,
    ticket_id
)
SELECT
  tickets.source,
  tickets.ticket_id,
  tickets.organization_id,
  tickets.subject,
  tickets.priority,
  tickets.ticket_status,
  tickets.channel,
  tickets.requester_id,
  tickets.assignee_id,
  coalesce(tickets.satisfaction, ratings_of_tickets.satisfaction) AS satisfaction,
  coalesce(tags_of_tickets.tags, tickets.tags) AS tags,
  tickets.created_at,
  tickets.updated_at
FROM tickets
LEFT JOIN tags_of_tickets
  ON tags_of_tickets.source = tickets.source
  AND tags_of_tickets.ticket_id = tickets.ticket_id
LEFT JOIN ratings_of_tickets
  ON ratings_of_tickets.source = tickets.source
  AND ratings_of_tickets.ticket_id = tickets.ticket_id
