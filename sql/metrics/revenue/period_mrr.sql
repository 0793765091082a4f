WITH account_plans AS (
  SELECT
    account_id,
    plan,
    min(month) AS first_month
  FROM month_end_mrr
  GROUP BY
    account_id,
    plan
)
SELECT
  month_bridges.account_id,
  month_bridges.month AS period,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  month_bridges.closing_mrr AS mrr,
  month_bridges.closing_mrr AS account_mrr,
  month_bridges.currency,
  last_day(month_bridges.month) > :as_of_date AS is_partial
FROM month_bridges
INNER JOIN account_dimensions
  ON account_dimensions.account_id = month_bridges.account_id
UNION ALL
SELECT
  month_bridges.account_id,
  month_bridges.month AS period,
  'plan' AS dimension,
  account_plans.plan AS dimension_value,
  coalesce(month_end_mrr.mrr, 0) AS mrr,
  IF(main_plans.plan IS NULL, 0, month_bridges.closing_mrr) AS account_mrr,
  month_bridges.currency,
  last_day(month_bridges.month) > :as_of_date AS is_partial
FROM month_bridges
INNER JOIN account_plans
  ON account_plans.account_id = month_bridges.account_id
  AND account_plans.first_month <= month_bridges.month
LEFT JOIN month_end_mrr
  ON month_end_mrr.account_id = month_bridges.account_id
  AND month_end_mrr.month = month_bridges.month
  AND month_end_mrr.plan = account_plans.plan
LEFT JOIN main_plans
  ON main_plans.account_id = month_bridges.account_id
  AND main_plans.month = month_bridges.month
  AND main_plans.plan = account_plans.plan
