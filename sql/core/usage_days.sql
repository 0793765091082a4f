SELECT
  source,
  event_date,
  account_reference,
  subscription_id,
  user_id,
  event,
  sum(event_count) AS event_count
FROM events
GROUP BY
  source,
  event_date,
  account_reference,
  subscription_id,
  user_id,
  event
