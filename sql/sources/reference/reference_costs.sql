SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  cost_id,
  trunc(try_cast(month AS DATE), 'MM') AS month,
  lower(function) AS cost_function,
  nullif(team, '') AS team,
  nullif(segment, '') AS cost_segment,
  try_cast(amount AS DECIMAL(24,6)) AS cost_amount,
  upper(raw_reference_costs.currency) AS currency,
  nullif(allocation_key, '') AS allocation_key
FROM raw_reference_costs
