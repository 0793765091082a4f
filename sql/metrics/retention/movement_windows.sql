WITH month_levels AS (
  SELECT
    account_id,
    month_start(from_date) AS month,
    min(mrr + paused_mrr) AS lowest_mrr,
    max_by(mrr + paused_mrr, from_date) AS last_mrr
  FROM mrr_levels
  WHERE
    from_date <= :as_of_date
  GROUP BY
    account_id,
    month_start(from_date)
),
month_churns AS (
  SELECT DISTINCT
    account_id,
    month_start(movement_date) AS month
  FROM day_movements
  WHERE
    movement = 'churn'
),
held_months AS (
  SELECT
    month_bridges.account_id,
    month_bridges.month,
    month_bridges.currency,
    month_bridges.opening_mrr,
    month_levels.lowest_mrr,
    month_churns.account_id IS NOT NULL AS has_churn,
    last_value(month_levels.last_mrr, true) OVER (
      PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
    ) AS closing_held_mrr
  FROM month_bridges
  LEFT JOIN month_levels
    ON month_levels.account_id = month_bridges.account_id
    AND month_levels.month = month_bridges.month
  LEFT JOIN month_churns
    ON month_churns.account_id = month_bridges.account_id
    AND month_churns.month = month_bridges.month
),
opened_months AS (
  SELECT
    *,
    lag(closing_held_mrr, 1, 0) OVER (PARTITION BY account_id ORDER BY month) AS opening_held_mrr
  FROM held_months
),
spans AS (
  SELECT
    *,
    -- An account has every month from its first on, so that rows are months.
    lag(opening_mrr, 2, 0) OVER (PARTITION BY account_id ORDER BY month) AS quarter_opening_mrr,
    lag(opening_held_mrr, 2, 0) OVER (PARTITION BY account_id ORDER BY month) AS quarter_opening_held_mrr,
    min(lowest_mrr) OVER (
      PARTITION BY account_id ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW
    ) AS quarter_lowest_mrr,
    bool_or(has_churn) OVER (
      PARTITION BY account_id ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW
    ) AS quarter_has_churn,
    lag(opening_mrr, 11, 0) OVER (PARTITION BY account_id ORDER BY month) AS year_opening_mrr,
    lag(opening_held_mrr, 11, 0) OVER (PARTITION BY account_id ORDER BY month) AS year_opening_held_mrr,
    min(lowest_mrr) OVER (
      PARTITION BY account_id ORDER BY month ROWS BETWEEN 11 PRECEDING AND CURRENT ROW
    ) AS year_lowest_mrr,
    bool_or(has_churn) OVER (
      PARTITION BY account_id ORDER BY month ROWS BETWEEN 11 PRECEDING AND CURRENT ROW
    ) AS year_has_churn
  FROM opened_months
),
account_windows AS (
  SELECT
    account_id,
    month AS period,
    currency,
    closing_held_mrr,
    inline(
      array(
        struct(
          '1m' AS window, opening_mrr AS opening_mrr, opening_held_mrr AS opening_held_mrr, lowest_mrr AS lowest_mrr,
          has_churn AS has_churn
        ),
        struct(
          '3m' AS window, quarter_opening_mrr AS opening_mrr, quarter_opening_held_mrr AS opening_held_mrr,
          quarter_lowest_mrr AS lowest_mrr, quarter_has_churn AS has_churn
        ),
        struct(
          '12m' AS window, year_opening_mrr AS opening_mrr, year_opening_held_mrr AS opening_held_mrr,
          year_lowest_mrr AS lowest_mrr, year_has_churn AS has_churn
        )
      )
    ) AS (window, window_opening_mrr, window_opening_held_mrr, window_lowest_mrr, window_has_churn)
  FROM spans
)
SELECT
  account_windows.account_id,
  account_windows.period,
  account_windows.window,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  CAST(account_windows.window_opening_mrr AS DECIMAL(24,6)) AS opening_mrr,
  CAST(
    IF(
      account_windows.window_has_churn,
      0,
      greatest(
        account_windows.window_opening_mrr
        + coalesce(least(account_windows.window_lowest_mrr - account_windows.window_opening_held_mrr, 0), 0),
        0
      )
    ) AS DECIMAL(24,6)
  ) AS gross_retained_mrr,
  CAST(
    IF(
      account_windows.window_has_churn,
      0,
      greatest(
        account_windows.window_opening_mrr
        + account_windows.closing_held_mrr - account_windows.window_opening_held_mrr,
        0
      )
    ) AS DECIMAL(24,6)
  ) AS net_retained_mrr,
  account_windows.currency,
  last_day(account_windows.period) > :as_of_date AS is_partial
FROM account_windows
INNER JOIN account_dimensions
  ON account_dimensions.account_id = account_windows.account_id
WHERE
  account_windows.window_opening_mrr > 0
