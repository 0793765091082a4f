WITH converted_costs AS (
  SELECT
    costs.month,
    costs.cost_function,
    costs.cost_segment,
    CAST(costs.cost_amount * fiscal_rates.rate AS DECIMAL(24,6)) AS cost_amount
  FROM costs
  LEFT JOIN fiscal_rates
    ON fiscal_rates.from_currency = costs.currency
),
placed_costs AS (
  SELECT
    month,
    'all' AS dimension,
    'all' AS dimension_value,
    cost_function,
    cost_amount
  FROM converted_costs
  UNION ALL
  SELECT
    month,
    'segment' AS dimension,
    cost_segment AS dimension_value,
    cost_function,
    cost_amount
  FROM converted_costs
  WHERE
    cost_segment IS NOT NULL
)
SELECT
  month,
  dimension,
  dimension_value,
  CAST(sum(IF(cost_function = 'acquisition_new', cost_amount, NULL)) AS DECIMAL(24,6)) AS acquisition_cost,
  CAST(
    sum(IF(cost_function IN ('customer_success', 'support', 'renewals'), cost_amount, NULL)) AS DECIMAL(24,6)
  ) AS retention_cost,
  CAST(sum(IF(cost_function = 'cost_of_revenue', cost_amount, NULL)) AS DECIMAL(24,6)) AS revenue_cost,
  count_if(cost_amount IS NULL) AS unconverted_count
FROM placed_costs
GROUP BY
  month,
  dimension,
  dimension_value
