SELECT
  source,
  'events' AS entity,
  'event_without_account' AS rule,
  sum(event_count) AS rows_checked,
  coalesce(sum(IF(account_reference = '' AND subscription_id = '', event_count, 0)), 0) AS rows_failed
FROM usage_totals
GROUP BY
  source
