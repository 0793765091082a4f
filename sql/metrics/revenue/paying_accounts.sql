SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'paying_accounts' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(paying_accounts AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  paying_accounts AS n,
  CAST(paying_accounts AS DOUBLE) AS value,
  'ok' AS status,
  is_partial
FROM mrr_totals
