SELECT
  link_stakes.source,
  link_stakes.kind,
  link_stakes.external_id,
  link_stakes.name,
  link_stakes.account_id,
  link_stakes.mrr,
  settings.reporting_currency AS currency,
  link_stakes.ticket_count,
  link_stakes.event_count,
  array_join(link_suggestions.candidate_lines, '\n') AS candidates
FROM link_stakes
CROSS JOIN settings
LEFT JOIN link_suggestions
  ON link_suggestions.source = link_stakes.source
  AND link_suggestions.kind = link_stakes.kind
  AND link_suggestions.external_id = link_stakes.external_id
WHERE
  link_stakes.method = 'unmapped'
