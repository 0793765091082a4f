SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'mrr' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  count_if(mrr > 0) AS n,
  CAST(sum(mrr) AS DOUBLE) AS value,
  'ok' AS status,
  is_partial
FROM period_mrr
GROUP BY
  period,
  dimension,
  dimension_value,
  currency,
  is_partial
