WITH logo_months AS (
  SELECT
    account_id,
    month_start(movement_date) AS month,
    count_if(logo_movement = 'new') AS new_accounts,
    count_if(logo_movement = 'reactivated') AS reactivated_accounts,
    count_if(logo_movement = 'resumed') AS resumed_accounts,
    count_if(logo_movement = 'from_free') AS from_free_accounts,
    count_if(logo_movement = 'paused') AS paused_accounts,
    count_if(logo_movement = 'to_free') AS to_free_accounts,
    count_if(logo_movement = 'churned') AS churned_accounts
  FROM logo_movements
  GROUP BY
    account_id,
    month_start(movement_date)
)
SELECT
  month_bridges.month,
  month_bridges.currency,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  CAST(sum(month_bridges.opening_mrr) AS DECIMAL(24,6)) AS opening_mrr,
  CAST(sum(month_bridges.new_mrr) AS DECIMAL(24,6)) AS new_mrr,
  CAST(sum(month_bridges.expansion_mrr) AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(sum(month_bridges.contraction_mrr) AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(sum(month_bridges.churn_mrr) AS DECIMAL(24,6)) AS churn_mrr,
  CAST(sum(month_bridges.reactivation_mrr) AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(sum(month_bridges.pause_mrr) AS DECIMAL(24,6)) AS pause_mrr,
  CAST(sum(month_bridges.resume_mrr) AS DECIMAL(24,6)) AS resume_mrr,
  CAST(sum(month_bridges.closing_mrr) AS DECIMAL(24,6)) AS closing_mrr,
  count_if(month_bridges.opening_mrr > 0) AS opening_accounts,
  coalesce(sum(logo_months.new_accounts), 0) AS new_accounts,
  coalesce(sum(logo_months.reactivated_accounts), 0) AS reactivated_accounts,
  coalesce(sum(logo_months.resumed_accounts), 0) AS resumed_accounts,
  coalesce(sum(logo_months.from_free_accounts), 0) AS from_free_accounts,
  coalesce(sum(logo_months.paused_accounts), 0) AS paused_accounts,
  coalesce(sum(logo_months.to_free_accounts), 0) AS to_free_accounts,
  coalesce(sum(logo_months.churned_accounts), 0) AS churned_accounts,
  count_if(month_bridges.closing_mrr > 0) AS closing_accounts,
  CAST(
    sum(IF(month_bridges.new_mrr > 0 AND month_bridges.churn_mrr < 0, month_bridges.churn_mrr, 0)) AS DECIMAL(24,6)
  ) AS intra_period_churn_mrr,
  last_day(month_bridges.month) > :as_of_date AS is_partial
FROM month_bridges
INNER JOIN account_dimensions
  ON account_dimensions.account_id = month_bridges.account_id
LEFT JOIN logo_months
  ON logo_months.account_id = month_bridges.account_id
  AND logo_months.month = month_bridges.month
GROUP BY
  month_bridges.month,
  month_bridges.currency,
  account_dimensions.dimension,
  account_dimensions.dimension_value
