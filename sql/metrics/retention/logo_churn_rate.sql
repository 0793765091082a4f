SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'logo_churn_rate' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(lost_accounts AS DECIMAL(24,6)) AS numerator,
  CAST(opening_accounts AS DECIMAL(24,6)) AS denominator,
  opening_accounts AS n,
  rate_of(lost_accounts, opening_accounts) AS value,
  rate_status(opening_accounts) AS status,
  is_partial
FROM retention_totals
