WITH movements AS (
  SELECT
    account_id,
    month_start(movement_date) AS month,
    sum(IF(movement = 'new', amount, 0)) AS new_mrr,
    sum(IF(movement = 'expansion', amount, 0)) AS expansion_mrr,
    sum(IF(movement = 'contraction', amount, 0)) AS contraction_mrr,
    sum(IF(movement = 'churn', amount, 0)) AS churn_mrr,
    sum(IF(movement = 'reactivation', amount, 0)) AS reactivation_mrr,
    sum(IF(movement = 'pause', amount, 0)) AS pause_mrr,
    sum(IF(movement = 'resume', amount, 0)) AS resume_mrr,
    -- What is no movement at constant currency is the rates' doing, such as a switch of currencies at the plan's rate.
    sum(IF(movement IS NULL, amount, 0)) AS switched_mrr
  FROM movement_parts
  WHERE
    basis = 'contract_spot'
  GROUP BY
    account_id,
    month_start(movement_date)
),
rate_changes AS (
  SELECT
    account_id,
    month_start(movement_date) AS month,
    sum(amount) AS amount
  FROM fx_parts
  GROUP BY
    account_id,
    month_start(movement_date)
),
closings AS (
  SELECT
    month_bridges.account_id,
    month_bridges.month,
    month_bridges.currency,
    IF(month_end_values.account_id IS NULL, 0, month_end_values.spot_mrr) AS closing_mrr
  FROM month_bridges
  LEFT JOIN month_end_values
    ON month_end_values.account_id = month_bridges.account_id
    AND month_end_values.month = month_bridges.month
),
months AS (
  SELECT
    *,
    lag(closing_mrr, 1, 0) OVER (PARTITION BY account_id ORDER BY month) AS opening_mrr
  FROM closings
)
SELECT
  months.account_id,
  months.month,
  months.currency,
  CAST(months.opening_mrr AS DECIMAL(24,6)) AS opening_mrr,
  CAST(coalesce(movements.new_mrr, 0) AS DECIMAL(24,6)) AS new_mrr,
  CAST(coalesce(movements.expansion_mrr, 0) AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(coalesce(movements.contraction_mrr, 0) AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(coalesce(movements.churn_mrr, 0) AS DECIMAL(24,6)) AS churn_mrr,
  CAST(coalesce(movements.reactivation_mrr, 0) AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(coalesce(movements.pause_mrr, 0) AS DECIMAL(24,6)) AS pause_mrr,
  CAST(coalesce(movements.resume_mrr, 0) AS DECIMAL(24,6)) AS resume_mrr,
  CAST(coalesce(movements.switched_mrr, 0) + coalesce(rate_changes.amount, 0) AS DECIMAL(24,6)) AS fx_mrr,
  CAST(months.closing_mrr AS DECIMAL(24,6)) AS closing_mrr
FROM months
LEFT JOIN movements
  ON movements.account_id = months.account_id
  AND movements.month = months.month
LEFT JOIN rate_changes
  ON rate_changes.account_id = months.account_id
  AND rate_changes.month = months.month
