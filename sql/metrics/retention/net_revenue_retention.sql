WITH totals AS (
  SELECT
    period,
    window,
    dimension,
    dimension_value,
    currency,
    sum(IF(opening_mrr > 0, closing_mrr, 0)) AS numerator,
    sum(opening_mrr) AS denominator,
    count_if(opening_mrr > 0) AS n,
    is_partial
  FROM retention_windows
  GROUP BY
    period,
    window,
    dimension,
    dimension_value,
    currency,
    is_partial
)
SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'net_revenue_retention' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(numerator AS DECIMAL(24,6)) AS numerator,
  CAST(denominator AS DECIMAL(24,6)) AS denominator,
  n,
  rate_of(numerator, denominator) AS value,
  rate_status(denominator) AS status,
  is_partial
FROM totals
