WITH churn_pools AS (
  SELECT
    period,
    dimension,
    dimension_value,
    gross_retained_mrr,
    -- A month that is not over is no month of the pool.
    IF(
      is_partial, sum(opening_accounts) OVER six_before, sum(opening_accounts) OVER six_months
    ) AS pooled_opening_accounts,
    IF(is_partial, sum(lost_accounts) OVER six_before, sum(lost_accounts) OVER six_months) AS pooled_lost_accounts
  FROM retention_totals
  WHERE
    window = '1m'
  WINDOW
    six_months AS (
      PARTITION BY dimension, dimension_value ORDER BY period ROWS BETWEEN 5 PRECEDING AND CURRENT ROW
    ),
    six_before AS (
      PARTITION BY dimension, dimension_value ORDER BY period ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING
    )
),
parts AS (
  SELECT
    mrr_totals.period,
    mrr_totals.dimension,
    mrr_totals.dimension_value,
    mrr_totals.currency,
    mrr_totals.mrr,
    mrr_totals.account_mrr,
    mrr_totals.paying_accounts,
    coalesce(bridge_totals.new_mrr, 0) AS new_mrr,
    coalesce(bridge_totals.new_accounts, 0) AS new_accounts,
    coalesce(churn_pools.gross_retained_mrr, 0) AS gross_retained_mrr,
    coalesce(churn_pools.pooled_opening_accounts, 0) AS pooled_opening_accounts,
    coalesce(churn_pools.pooled_lost_accounts, 0) AS pooled_lost_accounts,
    month_costs.acquisition_cost,
    month_costs.retention_cost,
    month_costs.revenue_cost,
    mrr_totals.is_partial
  FROM mrr_totals
  LEFT JOIN bridge_totals
    ON bridge_totals.month = mrr_totals.period
    AND bridge_totals.dimension = mrr_totals.dimension
    AND bridge_totals.dimension_value = mrr_totals.dimension_value
  LEFT JOIN churn_pools
    ON churn_pools.period = mrr_totals.period
    AND churn_pools.dimension = mrr_totals.dimension
    AND churn_pools.dimension_value = mrr_totals.dimension_value
  LEFT JOIN month_costs
    ON month_costs.month = mrr_totals.period
    AND month_costs.dimension = mrr_totals.dimension
    AND month_costs.dimension_value = mrr_totals.dimension_value
),
parts_with_status AS (
  SELECT
    *,
    CASE
      WHEN pooled_lost_accounts = 0 THEN 'no_churn'
      WHEN pooled_lost_accounts < 5 OR pooled_opening_accounts < 100 THEN 'too_few'
      ELSE 'ok'
    END AS lifetime_status,
    CASE
      WHEN revenue_cost IS NULL AND :gross_margin IS NULL THEN 'no_cost'
      WHEN mrr = 0 THEN 'zero_denominator'
      ELSE 'ok'
    END AS margin_status
  FROM parts
)
SELECT
  period,
  dimension,
  dimension_value,
  currency,
  mrr,
  account_mrr,
  paying_accounts,
  new_mrr,
  new_accounts,
  gross_retained_mrr,
  pooled_opening_accounts,
  pooled_lost_accounts,
  IF(lifetime_status = 'ok', rate_of(pooled_opening_accounts, pooled_lost_accounts), NULL) AS lifetime_months,
  lifetime_status,
  CAST(
    IF(margin_status = 'ok', coalesce(mrr - revenue_cost, mrr * :gross_margin), NULL) AS DECIMAL(24,6)
  ) AS margin_amount,
  margin_status,
  acquisition_cost,
  retention_cost,
  is_partial
FROM parts_with_status
