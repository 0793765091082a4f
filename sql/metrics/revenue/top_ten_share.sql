WITH ranked_accounts AS (
  SELECT
    period,
    dimension,
    dimension_value,
    currency,
    mrr,
    is_partial,
    row_number() OVER (PARTITION BY period, dimension, dimension_value ORDER BY mrr DESC, account_id ASC) AS place
  FROM period_mrr
  WHERE
    mrr > 0
)
SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'top_ten_share' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(sum(IF(place <= 10, mrr, 0)) AS DECIMAL(24,6)) AS numerator,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS denominator,
  count(*) AS n,
  rate_of(sum(IF(place <= 10, mrr, 0)), sum(mrr)) AS value,
  rate_status(sum(mrr)) AS status,
  is_partial
FROM ranked_accounts
GROUP BY
  period,
  dimension,
  dimension_value,
  currency,
  is_partial
