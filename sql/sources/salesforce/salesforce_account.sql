SELECT
  record,
  try_cast(SystemModstamp AS TIMESTAMP) AS cursor_at,
  -- A merged account is in the recycle bin as well, but lives on in another.
  coalesce(try_cast(IsDeleted AS BOOLEAN), false) AND MasterRecordId IS NULL AS is_deleted,
  salesforce_id(Id) AS account_id,
  Name AS name,
  salesforce_id(ParentId) AS parent_account_id,
  salesforce_id(MasterRecordId) AS merged_into_account_id,
  segment_field AS segment,
  coalesce(region_field, BillingCountry) AS region,
  Industry AS industry,
  salesforce_id(OwnerId) AS csm_id,
  website_domain(Website) AS domain,
  reporting_date(try_cast(CreatedDate AS TIMESTAMP)) AS created_date
FROM raw_salesforce_account
