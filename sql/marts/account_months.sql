WITH adjustments_of_months AS (
  SELECT
    account_id,
    month,
    array_join(array_sort(collect_set(adjustment_id)), ' ') AS adjustment_id
  FROM adjusted_months
  GROUP BY
    account_id,
    month
)
SELECT
  month_bridges.account_id,
  month_bridges.month,
  month_bridges.currency,
  month_bridges.opening_mrr,
  month_bridges.new_mrr,
  month_bridges.expansion_mrr,
  month_bridges.contraction_mrr,
  month_bridges.churn_mrr,
  month_bridges.reactivation_mrr,
  month_bridges.pause_mrr,
  month_bridges.resume_mrr,
  CAST(0 AS DECIMAL(24,6)) AS fx_mrr,
  month_bridges.closing_mrr,
  CAST(coalesce(month_end_values.list_mrr, 0) AS DECIMAL(24,6)) AS closing_list_mrr,
  CAST(coalesce(month_end_values.net_mrr, 0) AS DECIMAL(24,6)) AS closing_net_mrr,
  CAST(IF(month_end_values.account_id IS NULL, 0, month_end_values.spot_mrr) AS DECIMAL(24,6)) AS closing_spot_mrr,
  CAST(coalesce(month_end_values.paused_mrr, 0) AS DECIMAL(24,6)) AS paused_mrr,
  CAST(coalesce(month_end_values.trial_mrr, 0) AS DECIMAL(24,6)) AS trial_mrr,
  CAST(coalesce(month_end_values.at_risk_dunning_mrr, 0) AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
  committed_months.in_grace_mrr,
  committed_months.cmrr_gross,
  committed_months.cmrr_net,
  CAST(IF(month_end_values.account_id IS NULL, 0, month_end_values.usage_mrr) AS DECIMAL(24,6)) AS usage_mrr,
  CAST(coalesce(month_end_values.arr, 0) AS DECIMAL(24,6)) AS arr,
  opening_plans.plan AS opening_plan,
  closing_plans.plan AS closing_plan,
  month_bridges.is_kept,
  last_day(month_bridges.month) > :as_of_date AS is_partial,
  adjustments_of_months.adjustment_id
FROM month_bridges
LEFT JOIN month_end_values
  ON month_end_values.account_id = month_bridges.account_id
  AND month_end_values.month = month_bridges.month
INNER JOIN committed_months
  ON committed_months.account_id = month_bridges.account_id
  AND committed_months.month = month_bridges.month
LEFT JOIN adjustments_of_months
  ON adjustments_of_months.account_id = month_bridges.account_id
  AND adjustments_of_months.month = month_bridges.month
LEFT JOIN main_plans AS opening_plans
  ON opening_plans.account_id = month_bridges.account_id
  AND opening_plans.month = add_months(month_bridges.month, -1)
LEFT JOIN main_plans AS closing_plans
  ON closing_plans.account_id = month_bridges.account_id
  AND closing_plans.month = month_bridges.month
