SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'cac_payback_months' AS metric,
  dimension,
  dimension_value,
  CAST(NULL AS STRING) AS currency,
  acquisition_cost AS numerator,
  CAST(new_mrr * margin_amount / nullif(mrr, 0) AS DECIMAL(24,6)) AS denominator,
  new_accounts AS n,
  IF(new_mrr * margin_amount > 0, rate_of(acquisition_cost, new_mrr * margin_amount / nullif(mrr, 0)), NULL) AS value,
  CASE
    WHEN acquisition_cost IS NULL THEN 'no_cost'
    WHEN margin_status <> 'ok' THEN margin_status
    ELSE rate_status(new_mrr * margin_amount)
  END AS status,
  is_partial
FROM unit_economics
WHERE
  dimension IN ('all', 'segment')
