SELECT
  account_links.source,
  account_links.external_id AS customer_id,
  account_links.account_id,
  payer_months.month,
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
  payer_months.closing_mrr,
  payer_months.closing_list_mrr,
  payer_months.closing_net_mrr,
  payer_months.closing_spot_mrr,
  payer_months.paused_mrr,
  payer_months.trial_mrr,
  payer_months.at_risk_dunning_mrr,
  payer_months.arr,
  payer_months.is_kept,
  payer_months.is_partial
FROM payer_months
INNER JOIN account_links
  ON concat(account_links.source, ':', account_links.external_id) = payer_months.payer_id
  AND account_links.kind = 'billing_customer'
WHERE
  payer_months.grain = 'billing_customer'
