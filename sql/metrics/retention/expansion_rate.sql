SELECT
  :as_of_date AS as_of_date,
  period,
  window,
  'expansion_rate' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(expansion_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(opening_mrr AS DECIMAL(24,6)) AS denominator,
  opening_accounts AS n,
  rate_of(expansion_mrr, opening_mrr) AS value,
  rate_status(opening_mrr) AS status,
  is_partial
FROM retention_totals
