SELECT
  source,
  'feature_usage' AS entity,
  'repeated_usage_id' AS rule,
  count(*) AS rows_checked,
  count(*) - count(DISTINCT get_json_object(properties, '$.usage_id')) AS rows_failed
FROM events
GROUP BY
  source
