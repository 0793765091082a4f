SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'customer_retention_cost_ratio' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  retention_cost AS numerator,
  CAST(gross_retained_mrr AS DECIMAL(24,6)) AS denominator,
  paying_accounts AS n,
  rate_of(retention_cost, gross_retained_mrr) AS value,
  IF(retention_cost IS NULL, 'no_cost', rate_status(gross_retained_mrr)) AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
