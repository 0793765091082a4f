SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  account_id AS account_reference,
  written_day(raw_success_churn_reviews.churn_date, NULL) AS churn_date,
  nullif(reason, '') AS assessed_reason,
  nullif(raw_success_churn_reviews.competitor, '') AS competitor,
  try_cast(nullif(avoidable, '') AS BOOLEAN) AS is_avoidable,
  nullif(reviewer, '') AS reviewed_by,
  nullif(notes, '') AS comment
FROM raw_success_churn_reviews
