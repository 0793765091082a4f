WITH reasons AS (
  SELECT
    account_id,
    IF(count(*) = 1, max(reason), NULL) AS reason,
    max(source) AS source,
    max(entity) AS entity,
    max(file) AS file,
    max(record_number) AS record_number
  FROM account_news
  WHERE
    reason NOT IN ('segment_change', 'parent_change')
  GROUP BY
    account_id
)
SELECT
  :as_of_date AS as_of_date,
  restatements.month,
  restatements.dimension_value AS account_id,
  restatements.metric,
  restatements.reason,
  restatements.currency,
  restatements.difference AS restated_amount,
  reasons.source,
  reasons.entity,
  reasons.file,
  reasons.record_number
FROM restatements
LEFT JOIN reasons
  ON reasons.account_id = restatements.dimension_value
  AND reasons.reason = restatements.reason
WHERE
  restatements.mart = 'account_months'
