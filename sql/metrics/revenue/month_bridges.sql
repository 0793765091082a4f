WITH closings AS (
  SELECT
    account_id,
    month,
    sum(mrr) AS closing_mrr
  FROM month_end_mrr
  GROUP BY
    account_id,
    month
),
movements AS (
  SELECT
    account_id,
    month_start(movement_date) AS month,
    sum(IF(movement = 'new', amount, 0)) AS new_mrr,
    sum(IF(movement = 'expansion', amount, 0)) AS expansion_mrr,
    sum(IF(movement = 'contraction', amount, 0)) AS contraction_mrr,
    sum(IF(movement = 'churn', amount, 0)) AS churn_mrr,
    sum(IF(movement = 'reactivation', amount, 0)) AS reactivation_mrr,
    sum(IF(movement = 'pause', amount, 0)) AS pause_mrr,
    sum(IF(movement = 'resume', amount, 0)) AS resume_mrr
  FROM day_movements
  GROUP BY
    account_id,
    month_start(movement_date)
),
paid_months AS (
  SELECT
    account_id,
    month
  FROM closings
  UNION ALL
  SELECT
    account_id,
    month
  FROM movements
),
account_spines AS (
  SELECT
    account_id,
    explode(sequence(min(month), trunc(:as_of_date, 'MM'), INTERVAL 1 MONTH)) AS month
  FROM paid_months
  GROUP BY
    account_id
)
SELECT
  account_spines.account_id,
  account_spines.month,
  settings.reporting_currency AS currency,
  CAST(
    lag(coalesce(closings.closing_mrr, 0), 1, 0) OVER (
      PARTITION BY account_spines.account_id ORDER BY account_spines.month
    ) AS DECIMAL(24,6)
  ) AS opening_mrr,
  CAST(coalesce(movements.new_mrr, 0) AS DECIMAL(24,6)) AS new_mrr,
  CAST(coalesce(movements.expansion_mrr, 0) AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(coalesce(movements.contraction_mrr, 0) AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(coalesce(movements.churn_mrr, 0) AS DECIMAL(24,6)) AS churn_mrr,
  CAST(coalesce(movements.reactivation_mrr, 0) AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(coalesce(movements.pause_mrr, 0) AS DECIMAL(24,6)) AS pause_mrr,
  CAST(coalesce(movements.resume_mrr, 0) AS DECIMAL(24,6)) AS resume_mrr,
  CAST(coalesce(closings.closing_mrr, 0) AS DECIMAL(24,6)) AS closing_mrr,
  coalesce(month_end_values.is_kept, false) AS is_kept
FROM account_spines
CROSS JOIN settings
LEFT JOIN closings
  ON closings.account_id = account_spines.account_id
  AND closings.month = account_spines.month
LEFT JOIN movements
  ON movements.account_id = account_spines.account_id
  AND movements.month = account_spines.month
LEFT JOIN month_end_values
  ON month_end_values.account_id = account_spines.account_id
  AND month_end_values.month = account_spines.month
