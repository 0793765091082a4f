SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  cost_id,
  trunc(
    written_day(IF(trim(month) RLIKE '^[0-9]{4}-[0-9]{2}$', concat(trim(month), '-01'), month), NULL), 'MM'
  ) AS month,
  lower(function) AS cost_function,
  nullif(team, '') AS team,
  nullif(segment, '') AS cost_segment,
  try_cast(amount AS DECIMAL(24,6)) AS cost_amount,
  upper(raw_reference_costs.currency) AS currency,
  nullif(allocation_key, '') AS allocation_key
FROM raw_reference_costs
