WITH subscription_customers AS (
  SELECT DISTINCT
    source,
    subscription_id,
    customer_id
  FROM subscriptions_history
  WHERE
    customer_id IS NOT NULL
),
owned_use AS (
  SELECT
    account_links.account_id,
    usage_totals.source,
    usage_totals.account_reference,
    usage_totals.subscription_id,
    usage_totals.last_event_date
  FROM usage_totals
  LEFT JOIN subscription_customers
    ON subscription_customers.source = usage_totals.source
    AND subscription_customers.subscription_id = usage_totals.subscription_id
    AND usage_totals.account_reference = ''
  INNER JOIN account_links
    ON account_links.source = usage_totals.source
    AND account_links.kind = IF(usage_totals.account_reference = '', 'billing_customer', 'workspace')
    AND account_links.external_id
    = IF(usage_totals.account_reference = '', subscription_customers.customer_id, usage_totals.account_reference)
  WHERE
    usage_totals.last_event_date IS NOT NULL
),
last_days AS (
  SELECT
    account_id,
    max(last_event_date) AS last_event_date
  FROM owned_use
  GROUP BY
    account_id
),
recent_days AS (
  SELECT
    usage_days.source,
    coalesce(nullif(usage_days.account_reference, ''), user_workspaces.account_reference, '') AS account_reference,
    usage_days.subscription_id,
    usage_days.user_id,
    usage_days.event_date,
    -- What a source counts as a whole and again by its parts counts once.
    greatest(
      sum(IF(usage_days.is_part, 0, usage_days.event_count)),
      sum(IF(usage_days.is_part, usage_days.event_count, 0))
    ) AS event_count
  FROM usage_days
  LEFT JOIN user_workspaces
    ON user_workspaces.source = usage_days.source
    AND user_workspaces.user_id = usage_days.user_id
    AND usage_days.account_reference = ''
    AND usage_days.subscription_id = ''
    AND user_workspaces.from_date <= usage_days.event_date
    AND (user_workspaces.to_date IS NULL OR user_workspaces.to_date > usage_days.event_date)
  WHERE
    usage_days.event_date > date_sub(:as_of_date, 28)
    AND usage_days.event_date <= :as_of_date
  GROUP BY
    usage_days.source,
    coalesce(nullif(usage_days.account_reference, ''), user_workspaces.account_reference, ''),
    usage_days.subscription_id,
    usage_days.user_id,
    usage_days.event_date
),
people AS (
  SELECT
    owned_use.account_id,
    recent_days.source,
    recent_days.user_id,
    sum(recent_days.event_count) AS event_count
  FROM recent_days
  INNER JOIN owned_use
    ON owned_use.source = recent_days.source
    AND owned_use.account_reference = recent_days.account_reference
    AND owned_use.subscription_id = recent_days.subscription_id
  GROUP BY
    owned_use.account_id,
    recent_days.source,
    recent_days.user_id
),
recent_use AS (
  SELECT
    account_id,
    sum(event_count) AS event_count,
    count_if(user_id <> '') AS active_user_count
  FROM people
  GROUP BY
    account_id
)
SELECT
  last_days.account_id,
  last_days.last_event_date,
  coalesce(recent_use.event_count, 0) AS event_count_28_days,
  coalesce(recent_use.active_user_count, 0) AS active_user_count_28_days
FROM last_days
LEFT JOIN recent_use
  ON recent_use.account_id = last_days.account_id
