SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'logo_churn_rate_monthly' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(NULL AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  opening_accounts AS n,
  1 - power(1 - rate_of(lost_accounts, opening_accounts), 1 / 12) AS value,
  rate_status(opening_accounts) AS status,
  is_partial
FROM retention_totals
WHERE
  window = '12m'
