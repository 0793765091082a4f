SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'cac' AS metric,
  dimension,
  dimension_value,
  currency,
  acquisition_cost AS numerator,
  CAST(new_accounts AS DECIMAL(24,6)) AS denominator,
  new_accounts AS n,
  rate_of(acquisition_cost, new_accounts) AS value,
  IF(acquisition_cost IS NULL, 'no_cost', rate_status(new_accounts)) AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
