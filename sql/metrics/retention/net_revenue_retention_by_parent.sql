SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'net_revenue_retention_by_parent' AS metric,
  'all' AS dimension,
  'all' AS dimension_value,
  currency,
  CAST(net_retained_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(opening_mrr AS DECIMAL(24,6)) AS denominator,
  opening_payers AS n,
  rate_of(net_retained_mrr, opening_mrr) AS value,
  rate_status(opening_mrr) AS status,
  is_partial
FROM payer_retention_totals
WHERE
  grain = 'parent'
