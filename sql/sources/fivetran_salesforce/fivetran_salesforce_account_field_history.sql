SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS change_id,
  salesforce_id(account_id) AS account_id,
  field AS changed_field,
  CASE
    WHEN field IN ('Parent', 'ParentId') THEN 'parent_account_id'
    WHEN field = 'BillingCountry' THEN 'region'
  END AS account_field,
  IF(field IN ('Parent', 'ParentId'), salesforce_id(nullif(old_value, '')), nullif(old_value, '')) AS past_value,
  IF(field IN ('Parent', 'ParentId'), salesforce_id(nullif(new_value, '')), nullif(new_value, '')) AS next_value,
  utc_instant(created_date) AS changed_at
FROM raw_fivetran_salesforce_account_field_history
WHERE
  is_change_by_ids(field, old_value, new_value)
