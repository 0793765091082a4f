WITH account_reasons AS (
  SELECT
    account_id,
    IF(count(DISTINCT reason) = 1, max(reason), 'several') AS reason
  FROM account_news
  -- Where an account belongs changes none of its own numbers.
  WHERE
    reason NOT IN ('segment_change', 'parent_change')
  GROUP BY
    account_id
),
moves AS (
  SELECT
    coalesce(bool_or(reason = 'segment_change'), false) AS has_segments,
    coalesce(bool_or(reason = 'parent_change'), false) AS has_parents,
    coalesce(bool_or(reason = 'policy_change'), false) AS has_policies
  FROM account_news
),
attribute_versions AS (
  SELECT
    attribute,
    valid_from,
    attribute_value <=> lag(attribute_value) OVER (PARTITION BY account_id, attribute ORDER BY valid_from) AS is_same,
    row_number() OVER (PARTITION BY account_id, attribute ORDER BY valid_from) = 1 AS is_first
  FROM account_attributes_history
),
attribute_moves AS (
  SELECT DISTINCT attribute_versions.attribute
  FROM attribute_versions
  INNER JOIN new_files
    ON new_files.extract_date = attribute_versions.valid_from
  WHERE
    NOT attribute_versions.is_first
    AND NOT attribute_versions.is_same
),
account_numbers AS (
  SELECT
    restated_numbers.month,
    restated_numbers.metric,
    restated_numbers.dimension_value,
    CASE
      WHEN new_definitions.table_name IS NULL THEN coalesce(account_reasons.reason, 'unexplained')
      WHEN account_reasons.reason IS NULL THEN 'definition_change'
      ELSE 'several'
    END AS reason
  FROM restated_numbers
  LEFT JOIN account_reasons
    ON account_reasons.account_id = restated_numbers.dimension_value
  LEFT JOIN new_definitions
    ON new_definitions.table_name = 'account_months'
  WHERE
    restated_numbers.mart = 'account_months'
),
restated_months AS (
  SELECT DISTINCT
    month,
    reason
  FROM account_numbers
),
-- A metric looks back over its window, and to the month before it.
metric_reasons AS (
  SELECT
    restated_numbers.month,
    restated_numbers.metric,
    restated_numbers.window,
    restated_numbers.dimension,
    restated_numbers.dimension_value,
    IF(count(DISTINCT restated_months.reason) = 1, max(restated_months.reason), 'several') AS reason
  FROM restated_numbers
  INNER JOIN restated_months
    ON restated_months.month <= restated_numbers.month
    AND restated_months.month >= add_months(
      restated_numbers.month, -coalesce(try_cast(replace(restated_numbers.window, 'm', '') AS INT), 1)
    )
  WHERE
    restated_numbers.mart = 'metric_values'
  GROUP BY
    restated_numbers.month,
    restated_numbers.metric,
    restated_numbers.window,
    restated_numbers.dimension,
    restated_numbers.dimension_value
),
metric_numbers AS (
  SELECT
    restated_numbers.month,
    restated_numbers.metric,
    restated_numbers.window,
    restated_numbers.dimension,
    restated_numbers.dimension_value,
    new_definitions.table_name IS NOT NULL AS is_defined_anew,
    coalesce(
      metric_reasons.reason,
      CASE
        WHEN moves.has_parents AND endswith(restated_numbers.metric, '_by_parent') THEN 'parent_change'
        WHEN moves.has_segments OR attribute_moves.attribute IS NOT NULL THEN 'segment_change'
        WHEN moves.has_policies AND new_definitions.table_name IS NULL THEN 'policy_change'
      END
    ) AS reason
  FROM restated_numbers
  CROSS JOIN moves
  LEFT JOIN attribute_moves
    ON attribute_moves.attribute = restated_numbers.dimension
  LEFT JOIN metric_reasons
    ON metric_reasons.month = restated_numbers.month
    AND metric_reasons.metric = restated_numbers.metric
    AND metric_reasons.window = restated_numbers.window
    AND metric_reasons.dimension = restated_numbers.dimension
    AND metric_reasons.dimension_value = restated_numbers.dimension_value
  LEFT JOIN new_definitions
    ON new_definitions.table_name = restated_numbers.metric
  WHERE
    restated_numbers.mart = 'metric_values'
)
SELECT
  :as_of_date AS as_of_date,
  restated_numbers.month,
  restated_numbers.mart,
  restated_numbers.metric,
  restated_numbers.window,
  restated_numbers.dimension,
  restated_numbers.dimension_value,
  restated_numbers.currency,
  restated_numbers.reported_value,
  restated_numbers.old_value,
  restated_numbers.new_value,
  restated_numbers.difference,
  CASE
    WHEN restated_numbers.mart = 'account_months' THEN account_numbers.reason
    WHEN NOT metric_numbers.is_defined_anew THEN coalesce(metric_numbers.reason, 'unexplained')
    WHEN coalesce(metric_numbers.reason, 'definition_change') = 'definition_change' THEN 'definition_change'
    ELSE 'several'
  END AS reason
FROM restated_numbers
LEFT JOIN account_numbers
  ON restated_numbers.mart = 'account_months'
  AND account_numbers.month = restated_numbers.month
  AND account_numbers.metric = restated_numbers.metric
  AND account_numbers.dimension_value = restated_numbers.dimension_value
LEFT JOIN metric_numbers
  ON restated_numbers.mart = 'metric_values'
  AND metric_numbers.month = restated_numbers.month
  AND metric_numbers.metric = restated_numbers.metric
  AND metric_numbers.window = restated_numbers.window
  AND metric_numbers.dimension = restated_numbers.dimension
  AND metric_numbers.dimension_value = restated_numbers.dimension_value
