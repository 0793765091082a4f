SELECT
  record,
  utc_instant(_fivetran_start) AS cursor_at,
  IF(
    try_cast(_fivetran_active AS BOOLEAN) = false AND utc_instant(_fivetran_end) < TIMESTAMP '9999-01-01 00:00:00Z',
    utc_instant(_fivetran_end),
    NULL
  ) AS version_ended_at,
  utc_instant(_fivetran_start) AS version_started_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  salesforce_id(id) AS contract_id,
  salesforce_id(account_id) AS account_reference,
  contract_status(status, status_code) AS contract_status,
  try_cast(left(start_date, 10) AS DATE) AS start_date,
  try_cast(left(raw_fivetran_salesforce_contract_history.end_date, 10) AS DATE) AS end_date,
  try_cast(contract_term AS INT) AS term_months,
  try_cast(owner_expiration_notice AS INT) AS notice_days,
  coalesce(try_cast(auto_renew_c AS BOOLEAN), false) AS is_auto,
  coalesce(
    try_cast(left(customer_signed_date, 10) AS DATE), try_cast(left(company_signed_date, 10) AS DATE)
  ) AS signed_date,
  try_cast(left(notice_date_c, 10) AS DATE) AS notice_date,
  try_cast(left(terminated_date_c, 10) AS DATE) AS contract_ended_date,
  try_cast(total_contract_value_c AS DECIMAL(24,6)) AS total_value,
  try_cast(mrr_c AS DECIMAL(24,6)) AS stated_mrr,
  upper(currency_iso_code) AS native_currency,
  product_family_c AS product_family,
  subscription_id_c AS subscription_id,
  salesforce_id(renewed_from_c) AS renewed_from_id
FROM raw_fivetran_salesforce_contract_history
