SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'carr_net' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(12 * cmrr_net AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  committed_accounts AS n,
  CAST(12 * cmrr_net AS DOUBLE) AS value,
  'ok' AS status,
  is_partial
FROM committed_totals
