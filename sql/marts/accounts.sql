WITH payments AS (
  SELECT
    account_id,
    min(IF(movement = 'new', movement_date, NULL)) AS customer_since,
    max(IF(movement = 'churn', movement_date, NULL)) AS last_churn_date
  FROM day_movements
  GROUP BY
    account_id
),
latest_levels AS (
  SELECT
    account_id,
    max_by(mrr, from_date) AS mrr,
    max_by(paused_mrr, from_date) AS paused_mrr,
    max_by(free_item_count, from_date) AS free_item_count
  FROM mrr_levels
  WHERE
    from_date <= :as_of_date
  GROUP BY
    account_id
),
trials AS (
  SELECT DISTINCT account_links.account_id
  FROM subscriptions
  INNER JOIN account_links
    ON account_links.source = subscriptions.source
    AND account_links.external_id = subscriptions.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    subscriptions.subscription_status = 'trialing'
    AND reporting_date(subscriptions.started_at) <= :as_of_date
    AND (
      subscriptions.ended_at IS NULL
      OR reporting_date(subscriptions.ended_at) > :as_of_date
    )
)
SELECT
  known_accounts.account_id,
  known_accounts.name,
  known_accounts.parent_account_id,
  known_accounts.segment,
  known_accounts.region,
  known_accounts.industry,
  known_accounts.csm,
  known_accounts.created_date,
  payments.customer_since,
  IF(
    latest_levels.mrr > 0 OR latest_levels.paused_mrr > 0 OR latest_levels.free_item_count > 0,
    NULL,
    payments.last_churn_date
  ) AS churned_date,
  CASE
    WHEN latest_levels.mrr > 0 THEN 'active'
    WHEN latest_levels.paused_mrr > 0 THEN 'paused'
    WHEN latest_levels.free_item_count > 0 THEN 'free'
    WHEN payments.customer_since IS NOT NULL THEN 'churned'
    WHEN trials.account_id IS NOT NULL THEN 'trial'
    ELSE 'prospect'
  END AS status
FROM known_accounts
LEFT JOIN payments
  ON payments.account_id = known_accounts.account_id
LEFT JOIN latest_levels
  ON latest_levels.account_id = known_accounts.account_id
LEFT JOIN trials
  ON trials.account_id = known_accounts.account_id
WHERE
  NOT known_accounts.is_deleted
  OR payments.customer_since IS NOT NULL
