SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'gross_margin' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  margin_amount AS numerator,
  CAST(mrr AS DECIMAL(24,6)) AS denominator,
  paying_accounts AS n,
  rate_of(margin_amount, mrr) AS value,
  margin_status AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
