SELECT
  bridge_totals.month,
  'contract_constant' AS basis,
  'account' AS grain,
  bridge_totals.currency,
  bridge_totals.dimension,
  bridge_totals.dimension_value,
  bridge_totals.opening_mrr,
  bridge_totals.new_mrr,
  bridge_totals.expansion_mrr,
  bridge_totals.contraction_mrr,
  bridge_totals.churn_mrr,
  bridge_totals.reactivation_mrr,
  bridge_totals.pause_mrr,
  bridge_totals.resume_mrr,
  CAST(0 AS DECIMAL(24,6)) AS fx_mrr,
  bridge_totals.closing_mrr,
  bridge_totals.opening_accounts,
  bridge_totals.new_accounts,
  bridge_totals.reactivated_accounts,
  bridge_totals.resumed_accounts,
  bridge_totals.from_free_accounts,
  bridge_totals.paused_accounts,
  bridge_totals.to_free_accounts,
  bridge_totals.churned_accounts,
  bridge_totals.closing_accounts,
  bridge_totals.intra_period_churn_mrr,
  bridge_totals.is_partial
FROM bridge_totals
UNION ALL
SELECT
  bridge_totals.month,
  'contract_spot' AS basis,
  'account' AS grain,
  bridge_totals.currency,
  bridge_totals.dimension,
  bridge_totals.dimension_value,
  spot_bridge_totals.opening_mrr,
  spot_bridge_totals.new_mrr,
  spot_bridge_totals.expansion_mrr,
  spot_bridge_totals.contraction_mrr,
  spot_bridge_totals.churn_mrr,
  spot_bridge_totals.reactivation_mrr,
  spot_bridge_totals.pause_mrr,
  spot_bridge_totals.resume_mrr,
  spot_bridge_totals.fx_mrr,
  spot_bridge_totals.closing_mrr,
  bridge_totals.opening_accounts,
  bridge_totals.new_accounts,
  bridge_totals.reactivated_accounts,
  bridge_totals.resumed_accounts,
  bridge_totals.from_free_accounts,
  bridge_totals.paused_accounts,
  bridge_totals.to_free_accounts,
  bridge_totals.churned_accounts,
  bridge_totals.closing_accounts,
  CAST(NULL AS DECIMAL(24,6)) AS intra_period_churn_mrr,
  bridge_totals.is_partial
FROM bridge_totals
INNER JOIN spot_bridge_totals
  ON spot_bridge_totals.month = bridge_totals.month
  AND spot_bridge_totals.currency = bridge_totals.currency
  AND spot_bridge_totals.dimension = bridge_totals.dimension
  AND spot_bridge_totals.dimension_value = bridge_totals.dimension_value
