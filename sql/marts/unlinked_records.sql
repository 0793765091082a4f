SELECT
  link_stakes.source,
  link_stakes.kind,
  link_stakes.external_id,
  link_stakes.name,
  link_stakes.account_id,
  link_stakes.mrr,
  settings.reporting_currency AS currency,
  link_stakes.ticket_count,
  link_stakes.event_count
FROM link_stakes
CROSS JOIN settings
WHERE
  link_stakes.method = 'unmapped'
