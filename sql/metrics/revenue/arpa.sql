SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'arpa' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(account_mrr AS DECIMAL(24,6)) AS numerator,
  CAST(paying_accounts AS DECIMAL(24,6)) AS denominator,
  paying_accounts AS n,
  rate_of(account_mrr, paying_accounts) AS value,
  rate_status(paying_accounts) AS status,
  is_partial
FROM mrr_totals
