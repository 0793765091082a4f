SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS change_id,
  salesforce_id(opportunity_id) AS opportunity_id,
  field AS changed_field,
  opportunity_field(field) AS opportunity_field,
  nullif(old_value, '') AS past_value,
  nullif(new_value, '') AS next_value,
  utc_instant(created_date) AS changed_at
FROM raw_fivetran_salesforce_opportunity_field_history
