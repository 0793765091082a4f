WITH account_reasons AS (
  SELECT
    account_id,
    IF(count(DISTINCT reason) = 1, max(reason), 'several') AS reason
  FROM account_news
  GROUP BY
    account_id
),
segment_changes AS (
  SELECT count(*) > 0 AS is_known
  FROM account_news
  WHERE
    reason = 'segment_change'
),
account_numbers AS (
  SELECT
    restated_numbers.month,
    restated_numbers.metric,
    restated_numbers.dimension_value,
    coalesce(account_reasons.reason, 'unexplained') AS reason
  FROM restated_numbers
  LEFT JOIN account_reasons
    ON account_reasons.account_id = restated_numbers.dimension_value
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
  coalesce(
    account_numbers.reason, metric_reasons.reason, IF(segment_changes.is_known, 'segment_change', 'unexplained')
  ) AS reason
FROM restated_numbers
CROSS JOIN segment_changes
LEFT JOIN account_numbers
  ON restated_numbers.mart = 'account_months'
  AND account_numbers.month = restated_numbers.month
  AND account_numbers.metric = restated_numbers.metric
  AND account_numbers.dimension_value = restated_numbers.dimension_value
LEFT JOIN metric_reasons
  ON restated_numbers.mart = 'metric_values'
  AND metric_reasons.month = restated_numbers.month
  AND metric_reasons.metric = restated_numbers.metric
  AND metric_reasons.window = restated_numbers.window
  AND metric_reasons.dimension = restated_numbers.dimension
  AND metric_reasons.dimension_value = restated_numbers.dimension_value
