SELECT
  source,
  account_reference,
  subscription_id,
  sum(event_count) AS event_count,
  max(event_date) FILTER (WHERE event_date <= :as_of_date) AS last_event_date
FROM usage_days
GROUP BY
  source,
  account_reference,
  subscription_id
