SELECT
  record,
  try_cast(SystemModstamp AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(IsDeleted AS BOOLEAN), false) AS is_deleted,
  salesforce_id(Id) AS contract_id,
  salesforce_id(AccountId) AS account_reference,
  CASE
    WHEN regexp_replace(lower(Status), '[^a-z]', '') IN ('terminated', 'canceled', 'cancelled') THEN 'terminated'
    WHEN
      regexp_replace(lower(coalesce(StatusCode, Status)), '[^a-z]', '') IN (
        'draft', 'inapproval', 'inapprovalprocess', 'negotiating', 'awaitingsignature', 'signaturedeclined', 'rejected'
      )
      THEN 'draft'
    ELSE 'signed'
  END AS contract_status,
  try_cast(StartDate AS DATE) AS start_date,
  try_cast(EndDate AS DATE) AS end_date,
  try_cast(ContractTerm AS INT) AS term_months,
  try_cast(OwnerExpirationNotice AS INT) AS notice_days,
  coalesce(try_cast(Auto_Renew__c AS BOOLEAN), false) AS is_auto,
  coalesce(try_cast(CustomerSignedDate AS DATE), try_cast(CompanySignedDate AS DATE)) AS signed_date,
  try_cast(Notice_Date__c AS DATE) AS notice_date,
  try_cast(Terminated_Date__c AS DATE) AS contract_ended_date,
  try_cast(Total_Contract_Value__c AS DECIMAL(24,6)) AS total_value,
  try_cast(MRR__c AS DECIMAL(24,6)) AS stated_mrr,
  upper(CurrencyIsoCode) AS native_currency,
  Product_Family__c AS product_family,
  Subscription_Id__c AS subscription_id,
  salesforce_id(Renewed_From__c) AS renewed_from_id
FROM raw_salesforce_contract
