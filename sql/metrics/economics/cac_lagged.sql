SELECT
  :as_of_date AS as_of_date,
  unit_economics.period,
  '1m' AS window,
  'cac_lagged' AS metric,
  unit_economics.dimension,
  unit_economics.dimension_value,
  unit_economics.currency,
  month_costs.acquisition_cost AS numerator,
  CAST(unit_economics.new_accounts AS DECIMAL(24,6)) AS denominator,
  unit_economics.new_accounts AS n,
  rate_of(month_costs.acquisition_cost, unit_economics.new_accounts) AS value,
  CASE
    WHEN sales_cycles.period IS NULL THEN 'no_cycle'
    WHEN month_costs.acquisition_cost IS NULL THEN 'no_cost'
    ELSE rate_status(unit_economics.new_accounts)
  END AS status,
  unit_economics.is_partial
FROM unit_economics
LEFT JOIN sales_cycles
  ON sales_cycles.period = unit_economics.period
LEFT JOIN month_costs
  ON month_costs.month = add_months(unit_economics.period, -sales_cycles.cycle_months)
  AND month_costs.dimension = unit_economics.dimension
  AND month_costs.dimension_value = unit_economics.dimension_value
WHERE
  unit_economics.dimension IN ('all', 'segment')
