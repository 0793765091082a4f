SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'churn_reason_other_share' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(other_count AS DECIMAL(24,6)) AS numerator,
  CAST(reasoned_count AS DECIMAL(24,6)) AS denominator,
  reasoned_count AS n,
  rate_of(other_count, reasoned_count) AS value,
  rate_status(reasoned_count) AS status,
  is_partial
FROM churn_totals
