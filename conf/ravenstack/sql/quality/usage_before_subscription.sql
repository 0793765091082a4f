SELECT
  events.source,
  'feature_usage' AS entity,
  'usage_before_subscription' AS rule,
  count(*) AS rows_checked,
  count_if(events.event_date < reporting_date(subscriptions.started_at)) AS rows_failed
FROM events
LEFT JOIN subscriptions
  ON subscriptions.source = events.source
  AND subscriptions.subscription_id = events.subscription_id
GROUP BY
  events.source
