SELECT
  :as_of_date AS closing_date,
  parent_id,
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
  fx_mrr,
  transfer_mrr,
  closing_mrr,
  closing_list_mrr,
  closing_net_mrr,
  closing_spot_mrr,
  paused_mrr,
  trial_mrr,
  at_risk_dunning_mrr,
  arr,
  is_kept
FROM parent_months
WHERE
  month = trunc(add_months(:as_of_date, -1), 'MM')
