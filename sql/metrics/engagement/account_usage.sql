WITH subscription_customers AS (
  SELECT DISTINCT
    source,
    subscription_id,
    customer_id
  FROM subscriptions_history
  WHERE
    customer_id IS NOT NULL
),
owned_days AS (
  SELECT
    account_links.account_id,
    usage_days.event_date,
    usage_days.source,
    usage_days.user_id,
    usage_days.event_count
  FROM usage_days
  LEFT JOIN subscription_customers
    ON subscription_customers.source = usage_days.source
    AND subscription_customers.subscription_id = usage_days.subscription_id
    AND usage_days.account_reference = ''
  INNER JOIN account_links
    ON account_links.source = usage_days.source
    AND account_links.kind = IF(usage_days.account_reference = '', 'billing_customer', 'workspace')
    AND account_links.external_id
    = IF(usage_days.account_reference = '', subscription_customers.customer_id, usage_days.account_reference)
  WHERE
    usage_days.event_date <= :as_of_date
)
SELECT
  account_id,
  max(event_date) AS last_event_date,
  coalesce(
    sum(event_count) FILTER (WHERE event_date > date_sub(:as_of_date, 28)), 0
  ) AS event_count_28_days,
  count(DISTINCT source, nullif(user_id, '')) FILTER (
    WHERE event_date > date_sub(:as_of_date, 28)
  ) AS active_user_count_28_days
FROM owned_days
GROUP BY
  account_id
