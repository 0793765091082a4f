SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'mrr' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(mrr AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  accounts_with_mrr AS n,
  CAST(mrr AS DOUBLE) AS value,
  'ok' AS status,
  is_partial
FROM mrr_totals
