WITH stakes AS (
  SELECT
    sum(mrr) AS mrr,
    sum(IF(method <> 'unmapped', mrr, 0)) AS linked_mrr,
    sum(IF(method <> 'unmapped', ticket_count, 0)) AS linked_tickets,
    sum(IF(method <> 'unmapped', event_count, 0)) AS linked_events
  FROM link_stakes
),
all_tickets AS (
  SELECT count(*) AS ticket_count
  FROM tickets
),
all_events AS (
  SELECT sum(event_count) AS event_count
  FROM usage_totals
),
measures AS (
  SELECT
    inline(
      array(
        struct(
          'mrr' AS measure,
          CAST(coalesce(stakes.mrr, 0) AS DECIMAL(24,6)) AS total,
          CAST(coalesce(stakes.linked_mrr, 0) AS DECIMAL(24,6)) AS linked
        ),
        struct(
          'tickets' AS measure,
          CAST(all_tickets.ticket_count AS DECIMAL(24,6)) AS total,
          CAST(coalesce(stakes.linked_tickets, 0) AS DECIMAL(24,6)) AS linked
        ),
        struct(
          'events' AS measure,
          CAST(coalesce(all_events.event_count, 0) AS DECIMAL(24,6)) AS total,
          CAST(coalesce(stakes.linked_events, 0) AS DECIMAL(24,6)) AS linked
        )
      )
    )
  FROM stakes
  CROSS JOIN all_tickets
  CROSS JOIN all_events
)
SELECT
  measure,
  total,
  linked,
  rate_of(linked, total) AS linked_share
FROM measures
