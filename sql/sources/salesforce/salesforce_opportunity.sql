SELECT
  record,
  try_cast(SystemModstamp AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(IsDeleted AS BOOLEAN), false) AS is_deleted,
  salesforce_id(Id) AS opportunity_id,
  salesforce_id(AccountId) AS account_reference,
  Name AS name,
  opportunity_kind(Type) AS opportunity_kind,
  nullif(LeadSource, '') AS lead_source,
  StageName AS stage,
  try_cast(nullif(Amount, '') AS DECIMAL(24,6)) AS opportunity_amount,
  upper(nullif(CurrencyIsoCode, '')) AS currency,
  coalesce(try_cast(IsClosed AS BOOLEAN), try_cast(IsWon AS BOOLEAN)) AS is_closed,
  try_cast(IsWon AS BOOLEAN) AS is_won,
  reporting_date(try_cast(CreatedDate AS TIMESTAMP)) AS created_date,
  try_cast(CloseDate AS DATE) AS close_date
FROM raw_salesforce_opportunity
