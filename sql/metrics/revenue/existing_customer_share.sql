WITH first_months AS (
  SELECT
    account_id,
    min(period) AS first_month
  FROM period_mrr
  WHERE
    dimension = 'all'
    AND mrr > 0
  GROUP BY
    account_id
),
sums AS (
  SELECT
    period_mrr.period,
    period_mrr.dimension,
    period_mrr.dimension_value,
    period_mrr.currency,
    sum(
      IF(first_months.first_month <= add_months(period_mrr.period, -12), period_mrr.mrr, 0)
    ) AS existing_mrr,
    sum(period_mrr.mrr) AS mrr,
    count_if(period_mrr.mrr > 0) AS paying_accounts,
    period_mrr.is_partial
  FROM period_mrr
  LEFT JOIN first_months
    ON first_months.account_id = period_mrr.account_id
  GROUP BY
    period_mrr.period,
    period_mrr.dimension,
    period_mrr.dimension_value,
    period_mrr.currency,
    period_mrr.is_partial
)
SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'existing_customer_share' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(existing_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(mrr AS DECIMAL(24,6)) AS denominator,
  paying_accounts AS n,
  rate_of(existing_mrr, mrr) AS value,
  rate_status(mrr) AS status,
  is_partial
FROM sums
