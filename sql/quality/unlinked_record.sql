SELECT
  source,
  kind AS entity,
  'unlinked_record' AS rule,
  count(*) AS rows_checked,
  count_if(method = 'unmapped') AS rows_failed
FROM account_links
GROUP BY
  source,
  kind
