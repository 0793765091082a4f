SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'customer_retention_cost' AS metric,
  dimension,
  dimension_value,
  currency,
  retention_cost AS numerator,
  CAST(paying_accounts AS DECIMAL(24,6)) AS denominator,
  paying_accounts AS n,
  rate_of(retention_cost, paying_accounts) AS value,
  IF(retention_cost IS NULL, 'no_cost', rate_status(paying_accounts)) AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
