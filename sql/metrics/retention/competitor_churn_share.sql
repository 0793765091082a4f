SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'competitor_churn_share' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(competitor_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(lost_mrr AS DECIMAL(24,6)) AS denominator,
  churn_count AS n,
  rate_of(competitor_mrr, lost_mrr) AS value,
  rate_status(lost_mrr) AS status,
  is_partial
FROM churn_totals
