SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'churn_reason_coverage' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(reasoned_count AS DECIMAL(24,6)) AS numerator,
  CAST(churn_count AS DECIMAL(24,6)) AS denominator,
  churn_count AS n,
  rate_of(reasoned_count, churn_count) AS value,
  rate_status(churn_count) AS status,
  is_partial
FROM churn_totals
