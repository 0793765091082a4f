SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'paying_accounts' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(count_if(account_mrr > 0) AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  count_if(account_mrr > 0) AS n,
  CAST(count_if(account_mrr > 0) AS DOUBLE) AS value,
  'ok' AS status,
  is_partial
FROM period_mrr
GROUP BY
  period,
  dimension,
  dimension_value,
  is_partial
