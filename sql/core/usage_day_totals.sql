SELECT
  source,
  event_date,
  extract_date,
  account_reference,
  subscription_id,
  IF(account_reference = '' AND subscription_id = '', user_id, '') AS user_id,
  is_part,
  sum(event_count) AS event_count
FROM usage_days
GROUP BY
  source,
  event_date,
  extract_date,
  account_reference,
  subscription_id,
  IF(account_reference = '' AND subscription_id = '', user_id, ''),
  is_part
