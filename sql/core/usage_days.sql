SELECT
  source,
  event_date,
  extract_date,
  coalesce(account_reference, '') AS account_reference,
  coalesce(subscription_id, '') AS subscription_id,
  coalesce(user_id, '') AS user_id,
  event,
  coalesce(is_part, false) AS is_part,
  sum(event_count) AS event_count
FROM events
GROUP BY
  source,
  event_date,
  extract_date,
  coalesce(account_reference, ''),
  coalesce(subscription_id, ''),
  coalesce(user_id, ''),
  event,
  coalesce(is_part, false)
