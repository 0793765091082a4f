SELECT
  :as_of_date AS as_of_date,
  period,
  '6m' AS window,
  'ltv_simple' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(NULL AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  pooled_opening_accounts AS n,
  rate_of(account_mrr, paying_accounts) * lifetime_months AS value,
  CASE
    WHEN paying_accounts = 0 THEN 'zero_denominator'
    ELSE lifetime_status
  END AS status,
  is_partial
FROM unit_economics
