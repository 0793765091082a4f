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
  SELECT
    account_id,
    month_start(movement_date) AS month,
    true AS has_churn
  FROM day_movements
  WHERE
    movement = 'churn'
  GROUP BY
    account_id,
    month_start(movement_date)
),
held_months AS (
  SELECT
    month_bridges.account_id,
    month_bridges.month,
    month_bridges.currency,
    month_bridges.opening_mrr,
    month_levels.lowest_mrr,
    coalesce(month_churns.has_churn, false) AS has_churn,
    last_value(month_levels.last_mrr, true) OVER (
      PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
    ) AS closing_held_mrr,
    coalesce(
      last_value(month_levels.last_mrr, true) OVER (
        PARTITION BY month_bridges.account_id ORDER BY month_bridges.month
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ), 0
    ) AS opening_held_mrr
  FROM month_bridges
  LEFT JOIN month_levels
    ON month_levels.account_id = month_bridges.account_id
    AND month_levels.month = month_bridges.month
  LEFT JOIN month_churns
    ON month_churns.account_id = month_bridges.account_id
    AND month_churns.month = month_bridges.month
),
windows AS (
  SELECT stack(3, '1m', 1, '3m', 3, '12m', 12) AS (window, months)
),
window_months AS (
  SELECT
    ends.account_id,
    ends.month AS period,
    windows.window,
    windows.months,
    ends.currency,
    ends.closing_held_mrr,
    within.month,
    within.opening_mrr,
    within.opening_held_mrr,
    within.lowest_mrr,
    within.has_churn,
    within.month = add_months(ends.month, 1 - windows.months) AS is_first
  FROM held_months AS ends
  CROSS JOIN windows
  INNER JOIN held_months AS within
    ON within.account_id = ends.account_id
    AND within.month > add_months(ends.month, -windows.months)
    AND within.month <= ends.month
),
account_windows AS (
  SELECT
    window_months.account_id,
    window_months.period,
    window_months.window,
    window_months.currency,
    max(IF(window_months.is_first, window_months.opening_mrr, 0)) AS opening_mrr,
    max(IF(window_months.is_first, window_months.opening_held_mrr, 0)) AS opening_held_mrr,
    coalesce(min(window_months.lowest_mrr), max(window_months.closing_held_mrr)) AS lowest_mrr,
    bool_or(window_months.has_churn) AS has_churn,
    max(window_months.closing_held_mrr) AS closing_held_mrr
  FROM window_months
  GROUP BY
    window_months.account_id,
    window_months.period,
    window_months.window,
    window_months.currency
)
SELECT
  account_windows.account_id,
  account_windows.period,
  account_windows.window,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  CAST(account_windows.opening_mrr AS DECIMAL(24,6)) AS opening_mrr,
  CAST(
    IF(
      account_windows.has_churn,
      0,
      greatest(
        account_windows.opening_mrr + least(account_windows.lowest_mrr - account_windows.opening_held_mrr, 0), 0
      )
    ) AS DECIMAL(24,6)
  ) AS gross_retained_mrr,
  CAST(
    IF(
      account_windows.has_churn,
      0,
      greatest(account_windows.opening_mrr + account_windows.closing_held_mrr - account_windows.opening_held_mrr, 0)
    ) AS DECIMAL(24,6)
  ) AS net_retained_mrr,
  account_windows.currency,
  last_day(account_windows.period) > :as_of_date AS is_partial
FROM account_windows
INNER JOIN account_dimensions
  ON account_dimensions.account_id = account_windows.account_id
WHERE
  account_windows.opening_mrr > 0
