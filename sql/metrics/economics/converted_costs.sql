SELECT
  costs.source,
  costs.cost_id,
  costs.month,
  costs.cost_function,
  costs.team,
  costs.cost_segment,
  CAST(costs.cost_amount * fiscal_rates.rate AS DECIMAL(24,6)) AS cost_amount,
  settings.reporting_currency AS currency,
  costs.cost_amount AS native_cost_amount,
  costs.currency AS native_currency
FROM costs
CROSS JOIN settings
LEFT JOIN fiscal_rates
  ON fiscal_rates.from_currency = costs.currency
