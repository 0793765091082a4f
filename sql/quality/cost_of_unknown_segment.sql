WITH segments AS (
  SELECT DISTINCT coalesce(segment, 'unknown') AS segment
  FROM known_accounts
)
SELECT
  costs.source,
  'costs' AS entity,
  'cost_of_unknown_segment' AS rule,
  count(*) AS rows_checked,
  count_if(costs.cost_segment IS NOT NULL AND segments.segment IS NULL) AS rows_failed
FROM costs
LEFT JOIN segments
  ON segments.segment = costs.cost_segment
GROUP BY
  costs.source
