WITH account_months_with_past AS (
  SELECT
    month_bridges.account_id,
    month_bridges.month,
    month_bridges.currency,
    month_bridges.closing_mrr,
    month_bridges.is_kept,
    month_bridges.opening_mrr,
    month_bridges.expansion_mrr,
    month_bridges.contraction_mrr,
    CAST(
      lag(month_bridges.closing_mrr, 3, 0) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
      ) AS DECIMAL(24,6)
    ) AS quarter_opening_mrr,
    CAST(
      sum(month_bridges.expansion_mrr) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
        ROWS BETWEEN 2 PRECEDING AND CURRENT ROW
      ) AS DECIMAL(24,6)
    ) AS quarter_expansion_mrr,
    CAST(
      sum(month_bridges.contraction_mrr) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
        ROWS BETWEEN 2 PRECEDING AND CURRENT ROW
      ) AS DECIMAL(24,6)
    ) AS quarter_contraction_mrr,
    CAST(
      lag(month_bridges.closing_mrr, 12, 0) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
      ) AS DECIMAL(24,6)
    ) AS year_opening_mrr,
    CAST(
      sum(month_bridges.expansion_mrr) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
        ROWS BETWEEN 11 PRECEDING AND CURRENT ROW
      ) AS DECIMAL(24,6)
    ) AS year_expansion_mrr,
    CAST(
      sum(month_bridges.contraction_mrr) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
        ROWS BETWEEN 11 PRECEDING AND CURRENT ROW
      ) AS DECIMAL(24,6)
    ) AS year_contraction_mrr,
    lag(main_plans.plan) OVER (
      PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
    ) AS opening_plan,
    lag(main_plans.plan, 3) OVER (
      PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
    ) AS quarter_opening_plan,
    lag(main_plans.plan, 12) OVER (
      PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
    ) AS year_opening_plan
  FROM month_bridges
  LEFT JOIN main_plans
    ON main_plans.account_id = month_bridges.account_id
    AND main_plans.month = month_bridges.month
),
account_windows AS (
  SELECT
    account_id,
    month AS period,
    currency,
    closing_mrr,
    is_kept,
    stack(
      3,
      '1m', opening_mrr, expansion_mrr, contraction_mrr, opening_plan,
      '3m', quarter_opening_mrr, quarter_expansion_mrr, quarter_contraction_mrr, quarter_opening_plan,
      '12m', year_opening_mrr, year_expansion_mrr, year_contraction_mrr, year_opening_plan
    ) AS (window, opening_mrr, expansion_mrr, contraction_mrr, opening_plan)
  FROM account_months_with_past
)
SELECT
  account_windows.account_id,
  account_windows.period,
  account_windows.window,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  account_windows.opening_mrr,
  account_windows.closing_mrr,
  account_windows.expansion_mrr,
  account_windows.contraction_mrr,
  account_windows.is_kept,
  account_windows.currency,
  last_day(account_windows.period) > :as_of_date AS is_partial
FROM account_windows
INNER JOIN account_dimensions
  ON account_dimensions.account_id = account_windows.account_id
UNION ALL
SELECT
  account_id,
  period,
  window,
  'plan' AS dimension,
  coalesce(opening_plan, 'unknown') AS dimension_value,
  opening_mrr,
  closing_mrr,
  expansion_mrr,
  contraction_mrr,
  is_kept,
  currency,
  last_day(period) > :as_of_date AS is_partial
FROM account_windows
