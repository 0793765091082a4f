WITH period_ends AS (
  SELECT
    account_id,
    month,
    closing_mrr,
    stack(2, 'month', month, 'quarter', trunc(month, 'QUARTER')) AS (period_unit, period)
  FROM month_bridges
  WHERE
    last_day(month) <= :as_of_date
),
closed_periods AS (
  SELECT
    *,
    first_value(period) OVER (PARTITION BY period_unit, account_id ORDER BY month) AS cohort_start,
    first_value(closing_mrr) OVER (PARTITION BY period_unit, account_id ORDER BY month) AS first_mrr
  FROM period_ends
  WHERE
    period_unit = 'month'
    OR month = add_months(period, 2)
)
SELECT
  period_unit,
  account_id,
  cohort_start,
  CAST(months_between(period, cohort_start) / IF(period_unit = 'month', 1, 3) AS INT) AS age,
  closing_mrr,
  CAST(least(closing_mrr, first_mrr) AS DECIMAL(24,6)) AS retained_mrr
FROM closed_periods
