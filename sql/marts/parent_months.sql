SELECT
  payer_id AS parent_id,
  month,
  hierarchy,
  currency,
  opening_mrr,
  new_mrr,
  expansion_mrr,
  contraction_mrr,
  churn_mrr,
  reactivation_mrr,
  pause_mrr,
  resume_mrr,
  CAST(0 AS DECIMAL(24,6)) AS fx_mrr,
  transfer_mrr,
  closing_mrr,
  closing_list_mrr,
  closing_net_mrr,
  closing_spot_mrr,
  paused_mrr,
  trial_mrr,
  at_risk_dunning_mrr,
  arr,
  is_kept,
  is_partial
FROM payer_months
WHERE
  grain = 'parent'
