SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'renewal_rate' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(renewed_count AS DECIMAL(24,6)) AS numerator,
  CAST(due_count AS DECIMAL(24,6)) AS denominator,
  due_accounts AS n,
  rate_of(renewed_count, due_count) AS value,
  rate_status(due_count) AS status,
  is_partial
FROM renewal_totals
