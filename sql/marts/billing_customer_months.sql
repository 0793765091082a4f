WITH adjustments_of_months AS (
  SELECT
    source,
    customer_id,
    month,
    array_join(array_sort(collect_set(adjustment_id)), ' ') AS adjustment_id
  FROM adjusted_months
  GROUP BY
    source,
    customer_id,
    month
)
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
  payer_months.usage_mrr,
  payer_months.arr,
  payer_months.is_kept,
  payer_months.is_partial,
  adjustments_of_months.adjustment_id
FROM payer_months
INNER JOIN account_links
  ON concat(account_links.source, ':', account_links.external_id) = payer_months.payer_id
  AND account_links.kind = 'billing_customer'
LEFT JOIN adjustments_of_months
  ON adjustments_of_months.source = account_links.source
  AND adjustments_of_months.customer_id = account_links.external_id
  AND adjustments_of_months.month = payer_months.month
WHERE
  payer_months.grain = 'billing_customer'
