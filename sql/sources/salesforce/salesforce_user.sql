SELECT
  record,
  try_cast(SystemModstamp AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  salesforce_id(Id) AS csm_id,
  Name AS name,
  Email AS email,
  coalesce(try_cast(IsActive AS BOOLEAN), true) AS is_active
FROM raw_salesforce_user
