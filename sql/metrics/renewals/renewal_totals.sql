WITH due_terms AS (
  SELECT
    account_id,
    month_start(due_date) AS due_month,
    expiring_arr,
    coalesce(renewed_arr, 0) AS renewed_arr,
    outcome IN ('early', 'on_time', 'late') AS is_renewed,
    currency
  FROM term_outcomes
  WHERE
    due_date <= :as_of_date
),
-- A window ends with its month, so that a month's terms are in the windows of that month and of later ones.
windows AS (
  SELECT stack(3, '1m', 1, '3m', 3, '12m', 12) AS (window, window_months)
),
window_terms AS (
  SELECT
    due_terms.*,
    windows.window,
    explode(
      sequence(due_terms.due_month, add_months(due_terms.due_month, windows.window_months - 1), INTERVAL 1 MONTH)
    ) AS period
  FROM due_terms
  CROSS JOIN windows
)
SELECT
  window_terms.period,
  window_terms.window,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  window_terms.currency,
  count(*) AS due_count,
  count_if(window_terms.is_renewed) AS renewed_count,
  count(DISTINCT window_terms.account_id) AS due_accounts,
  CAST(sum(window_terms.expiring_arr) AS DECIMAL(24,6)) AS expiring_arr,
  CAST(sum(window_terms.renewed_arr) AS DECIMAL(24,6)) AS renewed_arr,
  CAST(sum(least(window_terms.renewed_arr, window_terms.expiring_arr)) AS DECIMAL(24,6)) AS kept_arr,
  date_add(last_day(window_terms.period), :grace_days) >= :as_of_date AS is_partial
FROM window_terms
INNER JOIN account_dimensions
  ON account_dimensions.account_id = window_terms.account_id
WHERE
  window_terms.period <= :as_of_date
GROUP BY
  window_terms.period,
  window_terms.window,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  window_terms.currency
