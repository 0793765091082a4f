WITH customer_mrr AS (
  SELECT
    source,
    customer_id AS external_id,
    'billing_customer' AS kind,
    sum(mrr) AS mrr
  FROM item_ledger
  WHERE
    to_date IS NULL
    AND state = 'earning'
  GROUP BY
    source,
    customer_id
),
organization_tickets AS (
  SELECT
    source,
    organization_id AS external_id,
    'organization' AS kind,
    count(*) AS ticket_count
  FROM tickets
  GROUP BY
    source,
    organization_id
),
workspace_events AS (
  SELECT
    usage_totals.source,
    coalesce(nullif(usage_totals.account_reference, ''), subscriptions.customer_id) AS external_id,
    IF(usage_totals.account_reference = '', 'billing_customer', 'workspace') AS kind,
    sum(usage_totals.event_count) AS event_count
  FROM usage_totals
  LEFT JOIN subscriptions
    ON subscriptions.source = usage_totals.source
    AND subscriptions.subscription_id = usage_totals.subscription_id
  GROUP BY
    usage_totals.source,
    coalesce(nullif(usage_totals.account_reference, ''), subscriptions.customer_id),
    IF(usage_totals.account_reference = '', 'billing_customer', 'workspace')
)
SELECT
  account_links.source,
  account_links.kind,
  account_links.external_id,
  account_links.name,
  account_links.account_id,
  account_links.method,
  CAST(coalesce(customer_mrr.mrr, 0) AS DECIMAL(24,6)) AS mrr,
  coalesce(organization_tickets.ticket_count, 0) AS ticket_count,
  coalesce(workspace_events.event_count, 0) AS event_count
FROM account_links
LEFT JOIN customer_mrr
  ON customer_mrr.source = account_links.source
  AND customer_mrr.kind = account_links.kind
  AND customer_mrr.external_id = account_links.external_id
LEFT JOIN organization_tickets
  ON organization_tickets.source = account_links.source
  AND organization_tickets.kind = account_links.kind
  AND organization_tickets.external_id = account_links.external_id
LEFT JOIN workspace_events
  ON workspace_events.source = account_links.source
  AND workspace_events.kind = account_links.kind
  AND workspace_events.external_id = account_links.external_id
