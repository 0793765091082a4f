SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'logo_churn_rate_by_parent' AS metric,
  'all' AS dimension,
  'all' AS dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(lost_payers AS DECIMAL(24,6)) AS numerator,
  CAST(opening_payers AS DECIMAL(24,6)) AS denominator,
  opening_payers AS n,
  rate_of(lost_payers, opening_payers) AS value,
  rate_status(opening_payers) AS status,
  is_partial
FROM payer_retention_totals
WHERE
  grain = 'parent'
