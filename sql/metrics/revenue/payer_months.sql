WITH movements AS (
  SELECT
    grain,
    hierarchy,
    payer_id,
    month_start(movement_date) AS month,
    sum(IF(movement = 'new', amount, 0)) AS new_mrr,
    sum(IF(movement = 'expansion', amount, 0)) AS expansion_mrr,
    sum(IF(movement = 'contraction', amount, 0)) AS contraction_mrr,
    sum(IF(movement = 'churn', amount, 0)) AS churn_mrr,
    sum(IF(movement = 'reactivation', amount, 0)) AS reactivation_mrr,
    sum(IF(movement = 'pause', amount, 0)) AS pause_mrr,
    sum(IF(movement = 'resume', amount, 0)) AS resume_mrr,
    sum(IF(movement = 'transfer', amount, 0)) AS transfer_mrr
  FROM payer_movements
  GROUP BY
    grain,
    hierarchy,
    payer_id,
    month_start(movement_date)
),
paid_months AS (
  SELECT
    grain,
    hierarchy,
    payer_id,
    month
  FROM payer_values
  WHERE
    mrr > 0
  UNION ALL
  SELECT
    grain,
    hierarchy,
    payer_id,
    month
  FROM movements
),
payer_spines AS (
  SELECT
    grain,
    hierarchy,
    payer_id,
    explode(sequence(min(month), trunc(:as_of_date, 'MM'), INTERVAL 1 MONTH)) AS month
  FROM paid_months
  GROUP BY
    grain,
    hierarchy,
    payer_id
)
SELECT
  payer_spines.grain,
  payer_spines.hierarchy,
  payer_spines.payer_id,
  payer_spines.month,
  settings.reporting_currency AS currency,
  CAST(
    lag(coalesce(payer_values.mrr, 0), 1, 0) OVER (
      PARTITION BY payer_spines.grain, payer_spines.hierarchy, payer_spines.payer_id ORDER BY payer_spines.month
    ) AS DECIMAL(24,6)
  ) AS opening_mrr,
  CAST(coalesce(movements.new_mrr, 0) AS DECIMAL(24,6)) AS new_mrr,
  CAST(coalesce(movements.expansion_mrr, 0) AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(coalesce(movements.contraction_mrr, 0) AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(coalesce(movements.churn_mrr, 0) AS DECIMAL(24,6)) AS churn_mrr,
  CAST(coalesce(movements.reactivation_mrr, 0) AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(coalesce(movements.pause_mrr, 0) AS DECIMAL(24,6)) AS pause_mrr,
  CAST(coalesce(movements.resume_mrr, 0) AS DECIMAL(24,6)) AS resume_mrr,
  CAST(coalesce(movements.transfer_mrr, 0) AS DECIMAL(24,6)) AS transfer_mrr,
  CAST(coalesce(payer_values.mrr, 0) AS DECIMAL(24,6)) AS closing_mrr,
  CAST(coalesce(payer_values.list_mrr, 0) AS DECIMAL(24,6)) AS closing_list_mrr,
  CAST(coalesce(payer_values.net_mrr, 0) AS DECIMAL(24,6)) AS closing_net_mrr,
  CAST(IF(payer_values.payer_id IS NULL, 0, payer_values.spot_mrr) AS DECIMAL(24,6)) AS closing_spot_mrr,
  CAST(coalesce(payer_values.paused_mrr, 0) AS DECIMAL(24,6)) AS paused_mrr,
  CAST(coalesce(payer_values.trial_mrr, 0) AS DECIMAL(24,6)) AS trial_mrr,
  CAST(coalesce(payer_values.at_risk_dunning_mrr, 0) AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
  CAST(IF(payer_values.payer_id IS NULL, 0, payer_values.usage_mrr) AS DECIMAL(24,6)) AS usage_mrr,
  CAST(coalesce(payer_values.arr, 0) AS DECIMAL(24,6)) AS arr,
  coalesce(payer_values.is_kept, false) AS is_kept,
  last_day(payer_spines.month) > :as_of_date AS is_partial
FROM payer_spines
CROSS JOIN settings
LEFT JOIN movements
  ON movements.grain = payer_spines.grain
  AND movements.hierarchy = payer_spines.hierarchy
  AND movements.payer_id = payer_spines.payer_id
  AND movements.month = payer_spines.month
LEFT JOIN payer_values
  ON payer_values.grain = payer_spines.grain
  AND payer_values.hierarchy = payer_spines.hierarchy
  AND payer_values.payer_id = payer_spines.payer_id
  AND payer_values.month = payer_spines.month
