WITH totals AS (
  SELECT
    period,
    window,
    dimension,
    dimension_value,
    count_if(opening_mrr > 0 AND closing_mrr = 0) AS numerator,
    count_if(opening_mrr > 0) AS denominator,
    count_if(opening_mrr > 0) AS n,
    is_partial
  FROM retention_windows
  GROUP BY
    period,
    window,
    dimension,
    dimension_value,
    is_partial
)
SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'logo_churn_rate' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(numerator AS DECIMAL(24,6)) AS numerator,
  CAST(denominator AS DECIMAL(24,6)) AS denominator,
  n,
  rate_of(numerator, denominator) AS value,
  rate_status(denominator) AS status,
  is_partial
FROM totals
