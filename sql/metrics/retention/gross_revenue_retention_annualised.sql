SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'gross_revenue_retention_annualised' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(NULL AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  opening_accounts AS n,
  power(rate_of(gross_retained_mrr, opening_mrr), 12) AS value,
  rate_status(opening_mrr) AS status,
  is_partial
FROM retention_totals
WHERE
  window = '1m'
