WITH totals AS (
  SELECT
    period,
    dimension,
    dimension_value,
    currency,
    sum(account_mrr) AS numerator,
    count_if(account_mrr > 0) AS denominator,
    count_if(account_mrr > 0) AS n,
    is_partial
  FROM period_mrr
  GROUP BY
    period,
    dimension,
    dimension_value,
    currency,
    is_partial
)
SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'arpa' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(numerator AS DECIMAL(24,6)) AS numerator,
  CAST(denominator AS DECIMAL(24,6)) AS denominator,
  n,
  rate_of(numerator, denominator) AS value,
  rate_status(denominator) AS status,
  is_partial
FROM totals
