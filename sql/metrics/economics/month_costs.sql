WITH placed_costs AS (
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
