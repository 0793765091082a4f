WITH lost_parts AS (
  SELECT
    account_id,
    movement_date,
    source,
    subscription_id,
    plan_before,
    row_number() OVER (
      PARTITION BY account_id, movement_date
      ORDER BY amount ASC, source ASC, subscription_id ASC, item_id ASC
    ) AS place
  FROM movement_parts
  WHERE
    basis = 'contract_constant'
    AND sub_type = 'lost_logo'
),
states_at_loss AS (
  SELECT
    lost_parts.account_id,
    lost_parts.movement_date,
    max_by(subscription_versions.subscription_status, subscription_versions.valid_from) AS subscription_status,
    max_by(subscription_versions.paused_since, subscription_versions.valid_from) AS paused_since
  FROM lost_parts
  INNER JOIN subscription_versions
    ON subscription_versions.source = lost_parts.source
    AND subscription_versions.subscription_id = lost_parts.subscription_id
    AND subscription_versions.from_date <= lost_parts.movement_date
  WHERE
    lost_parts.place = 1
  GROUP BY
    lost_parts.account_id,
    lost_parts.movement_date
),
cancellations AS (
  SELECT
    source,
    subscription_id,
    max_by(cancellation_reason, valid_from) AS cancellation_reason,
    max_by(cancellation_feedback, valid_from) AS cancellation_feedback,
    max_by(reporting_date(canceled_at), valid_from) AS canceled_date
  FROM subscriptions_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    subscription_id
),
first_movements AS (
  SELECT
    account_id,
    min(movement_date) AS customer_since
  FROM day_movements
  WHERE
    movement = 'new'
  GROUP BY
    account_id
),
losses AS (
  SELECT
    day_movements.account_id,
    day_movements.movement_date AS churn_date,
    CAST(-day_movements.amount AS DECIMAL(24,6)) AS mrr,
    CASE
      WHEN cancellations.cancellation_reason IN ('payment_disputed', 'payment_failed') THEN 'involuntary'
      WHEN states_at_loss.subscription_status IN ('past_due', 'unpaid') THEN 'involuntary'
      WHEN states_at_loss.subscription_status = 'deleted' THEN 'unknown'
      WHEN
        cancellations.cancellation_reason = 'cancellation_requested' OR contracts.notice_date IS NOT NULL
        THEN 'voluntary'
      ELSE 'unknown'
    END AS churn_kind,
    states_at_loss.subscription_status,
    states_at_loss.paused_since,
    cancellations.cancellation_feedback,
    coalesce(cancellations.canceled_date, contracts.notice_date) AS canceled_date,
    lost_parts.source,
    lost_parts.subscription_id,
    lost_parts.plan_before AS plan,
    first_movements.customer_since,
    day_movements.currency
  FROM day_movements
  INNER JOIN lost_parts
    ON lost_parts.account_id = day_movements.account_id
    AND lost_parts.movement_date = day_movements.movement_date
    AND lost_parts.place = 1
  LEFT JOIN states_at_loss
    ON states_at_loss.account_id = day_movements.account_id
    AND states_at_loss.movement_date = day_movements.movement_date
  LEFT JOIN cancellations
    ON cancellations.source = lost_parts.source
    AND cancellations.subscription_id = lost_parts.subscription_id
  LEFT JOIN contracts
    ON contracts.source = lost_parts.source
    AND contracts.contract_id = lost_parts.subscription_id
  INNER JOIN first_movements
    ON first_movements.account_id = day_movements.account_id
  WHERE
    day_movements.movement = 'churn'
)
SELECT
  account_id,
  churn_date,
  mrr,
  churn_kind,
  CASE
    WHEN churn_kind = 'voluntary' THEN cancellation_feedback
    WHEN churn_kind = 'involuntary' THEN 'payment'
    WHEN subscription_status = 'deleted' THEN 'deleted'
    WHEN paused_since IS NOT NULL THEN 'pause'
  END AS stated_reason,
  IF(churn_kind = 'voluntary', least(canceled_date, churn_date), NULL) AS requested_date,
  CAST(months_between(churn_date, customer_since) AS INT) AS tenure_months,
  source,
  subscription_id,
  plan,
  currency
FROM losses
