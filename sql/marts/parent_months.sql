WITH adjustments_of_months AS (
  SELECT
    account_parents.parent_id,
    account_parents.hierarchy,
    adjusted_months.month,
    array_join(array_sort(collect_set(adjusted_months.adjustment_id)), ' ') AS adjustment_id
  FROM adjusted_months
  INNER JOIN account_parents
    ON account_parents.account_id = adjusted_months.account_id
    AND account_parents.from_date <= least(last_day(adjusted_months.month), :as_of_date)
    AND coalesce(account_parents.to_date > least(last_day(adjusted_months.month), :as_of_date), true)
  GROUP BY
    account_parents.parent_id,
    account_parents.hierarchy,
    adjusted_months.month
)
SELECT
  payer_months.payer_id AS parent_id,
  payer_months.month,
  payer_months.hierarchy,
  payer_months.currency,
  payer_months.opening_mrr,
  payer_months.new_mrr,
  payer_months.expansion_mrr,
  payer_months.contraction_mrr,
  payer_months.churn_mrr,
  payer_months.reactivation_mrr,
  payer_months.pause_mrr,
  payer_months.resume_mrr,
  CAST(0 AS DECIMAL(24,6)) AS fx_mrr,
  payer_months.transfer_mrr,
  payer_months.closing_mrr,
  payer_months.closing_list_mrr,
  payer_months.closing_net_mrr,
  payer_months.closing_spot_mrr,
  payer_months.paused_mrr,
  payer_months.trial_mrr,
  payer_months.at_risk_dunning_mrr,
  payer_months.usage_mrr,
  payer_months.arr,
  payer_months.is_kept,
  payer_months.is_partial,
  adjustments_of_months.adjustment_id
FROM payer_months
LEFT JOIN adjustments_of_months
  ON adjustments_of_months.parent_id = payer_months.payer_id
  AND adjustments_of_months.hierarchy = payer_months.hierarchy
  AND adjustments_of_months.month = payer_months.month
WHERE
  payer_months.grain = 'parent'
