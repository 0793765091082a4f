SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'net_renewal_rate' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(renewed_arr AS DECIMAL(24,6)) AS numerator,
  CAST(expiring_arr AS DECIMAL(24,6)) AS denominator,
  due_accounts AS n,
  rate_of(renewed_arr, expiring_arr) AS value,
  rate_status(expiring_arr) AS status,
  is_partial
FROM renewal_totals
