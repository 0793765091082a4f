SELECT
  :as_of_date AS as_of_date,
  period,
  '6m' AS window,
  'ltv_to_cac' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  CAST(NULL AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  pooled_opening_accounts AS n,
  rate_of(account_mrr, paying_accounts) * rate_of(margin_amount, mrr) * lifetime_months
  * rate_of(nullif(new_accounts, 0), acquisition_cost) AS value,
  CASE
    WHEN paying_accounts = 0 THEN 'zero_denominator'
    WHEN lifetime_status <> 'ok' THEN lifetime_status
    WHEN margin_status <> 'ok' THEN margin_status
    WHEN acquisition_cost IS NULL THEN 'no_cost'
    ELSE rate_status(acquisition_cost * new_accounts)
  END AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
