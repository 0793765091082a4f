SELECT
  record,
  utc_instant(coalesce(system_modstamp, _fivetran_synced)) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  salesforce_id(id) AS opportunity_id,
  salesforce_id(account_id) AS account_reference,
  name,
  opportunity_kind(type) AS opportunity_kind,
  nullif(lead_source, '') AS lead_source,
  stage_name AS stage,
  try_cast(nullif(amount, '') AS DECIMAL(24,6)) AS opportunity_amount,
  upper(nullif(currency_iso_code, '')) AS currency,
  coalesce(try_cast(is_closed AS BOOLEAN), try_cast(is_won AS BOOLEAN)) AS is_closed,
  try_cast(is_won AS BOOLEAN) AS is_won,
  reporting_date(utc_instant(created_date)) AS created_date,
  try_cast(left(close_date, 10) AS DATE) AS close_date
FROM raw_fivetran_salesforce_opportunity
