SELECT
  account_id,
  month,
  currency,
  opening_mrr,
  new_mrr,
  expansion_mrr,
  contraction_mrr,
  churn_mrr,
  reactivation_mrr,
  closing_mrr
FROM month_bridges
