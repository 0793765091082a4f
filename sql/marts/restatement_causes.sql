WITH reasons AS (
  SELECT
    account_id,
    count(*) AS reason_count,
    max(source) AS source,
    max(entity) AS entity,
    max(file) AS file,
    max(record_number) AS record_number
  FROM account_news
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
  IF(reasons.reason_count = 1, reasons.source, NULL) AS source,
  IF(reasons.reason_count = 1, reasons.entity, NULL) AS entity,
  IF(reasons.reason_count = 1, reasons.file, NULL) AS file,
  IF(reasons.reason_count = 1, reasons.record_number, NULL) AS record_number
FROM restatements
LEFT JOIN reasons
  ON reasons.account_id = restatements.dimension_value
WHERE
  restatements.mart = 'account_months'
