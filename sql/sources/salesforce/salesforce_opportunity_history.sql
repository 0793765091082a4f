SELECT
  record,
  try_cast(CreatedDate AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(IsDeleted AS BOOLEAN), false) AS is_deleted,
  Id AS change_id,
  salesforce_id(OpportunityId) AS opportunity_id,
  Field AS changed_field,
  opportunity_field(Field) AS opportunity_field,
  nullif(OldValue, '') AS past_value,
  nullif(NewValue, '') AS next_value,
  try_cast(CreatedDate AS TIMESTAMP) AS changed_at
FROM raw_salesforce_opportunityfieldhistory
