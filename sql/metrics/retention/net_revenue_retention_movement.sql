SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'net_revenue_retention_movement' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(sum(net_retained_mrr) AS DECIMAL(24,6)) AS numerator,
  CAST(sum(opening_mrr) AS DECIMAL(24,6)) AS denominator,
  count(*) AS n,
  rate_of(sum(net_retained_mrr), sum(opening_mrr)) AS value,
  rate_status(sum(opening_mrr)) AS status,
  is_partial
FROM movement_windows
GROUP BY
  period,
  window,
  dimension,
  dimension_value,
  currency,
  is_partial
