SELECT
  :as_of_date AS as_of_date,
  month AS period,
  '1m' AS window,
  'quick_ratio' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(new_mrr + expansion_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(-contraction_mrr - churn_mrr AS DECIMAL(24,6)) AS denominator,
  opening_accounts AS n,
  rate_of(new_mrr + expansion_mrr, -contraction_mrr - churn_mrr) AS value,
  rate_status(-contraction_mrr - churn_mrr) AS status,
  is_partial
FROM bridge_totals
