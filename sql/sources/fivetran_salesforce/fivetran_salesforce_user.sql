SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  salesforce_id(id) AS csm_id,
  name,
  email,
  coalesce(try_cast(is_active AS BOOLEAN), true) AS is_active
FROM raw_fivetran_salesforce_user
