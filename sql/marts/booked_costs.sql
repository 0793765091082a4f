SELECT
  source,
  cost_id,
  month,
  cost_function,
  team,
  cost_segment,
  cost_amount,
  currency,
  native_cost_amount,
  native_currency
FROM converted_costs
