SELECT
  :as_of_date AS as_of_date,
  month AS period,
  '1m' AS window,
  'gross_mrr_churn_rate' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(-contraction_mrr - churn_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(opening_mrr AS DECIMAL(24,6)) AS denominator,
  opening_accounts AS n,
  rate_of(-contraction_mrr - churn_mrr, opening_mrr) AS value,
  rate_status(opening_mrr) AS status,
  is_partial
FROM bridge_totals
