SELECT
  record,
  try_cast(CreatedDate AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(IsDeleted AS BOOLEAN), false) AS is_deleted,
  Id AS change_id,
  salesforce_id(AccountId) AS account_id,
  Field AS changed_field,
  CASE
    WHEN Field IN ('Parent', 'ParentId') THEN 'parent_account_id'
    WHEN Field = 'BillingCountry' THEN 'region'
  END AS account_field,
  IF(Field IN ('Parent', 'ParentId'), salesforce_id(nullif(OldValue, '')), nullif(OldValue, '')) AS past_value,
  IF(Field IN ('Parent', 'ParentId'), salesforce_id(nullif(NewValue, '')), nullif(NewValue, '')) AS next_value,
  try_cast(CreatedDate AS TIMESTAMP) AS changed_at
FROM raw_salesforce_accounthistory
WHERE
  is_change_by_ids(Field, OldValue, NewValue)
