SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'cac_ratio' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  acquisition_cost AS numerator,
  CAST(12 * new_mrr AS DECIMAL(24,6)) AS denominator,
  new_accounts AS n,
  rate_of(acquisition_cost, 12 * new_mrr) AS value,
  IF(acquisition_cost IS NULL, 'no_cost', rate_status(new_mrr)) AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
