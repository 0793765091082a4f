SELECT
  agreed_terms.source,
  agreed_terms.contract_id,
  agreed_terms.term_number,
  agreed_terms.account_id,
  agreed_terms.product_family,
  agreed_terms.subscription_id,
  agreed_terms.renewed_from_id,
  agreed_terms.start_date,
  agreed_terms.due_date,
  agreed_terms.term_months,
  agreed_terms.notice_deadline,
  agreed_terms.signed_date,
  agreed_terms.notice_date,
  agreed_terms.is_auto,
  agreed_terms.is_noticed,
  agreed_terms.is_first_term,
  agreed_terms.is_last_term,
  'contract' AS origin,
  monthly_value(
    agreed_terms.list_amount, agreed_terms.billing_interval, agreed_terms.interval_count, plan_rates.rate
  ) AS agreed_mrr,
  monthly_value(
    12 * agreed_terms.list_amount, agreed_terms.billing_interval, agreed_terms.interval_count, plan_rates.rate
  ) AS agreed_arr
FROM agreed_terms
LEFT JOIN plan_rates
  ON plan_rates.native_currency = agreed_terms.native_currency
UNION ALL
SELECT
  source,
  contract_id,
  term_number,
  account_id,
  product_family,
  subscription_id,
  renewed_from_id,
  start_date,
  due_date,
  term_months,
  CAST(NULL AS DATE) AS notice_deadline,
  CAST(NULL AS DATE) AS signed_date,
  CAST(NULL AS DATE) AS notice_date,
  is_auto,
  is_noticed,
  is_first_term,
  is_last_term,
  'subscription' AS origin,
  CAST(NULL AS DECIMAL(24,6)) AS agreed_mrr,
  CAST(NULL AS DECIMAL(24,6)) AS agreed_arr
FROM subscription_terms
