SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  CAST(try_cast(organization_id AS DECIMAL(20,0)) AS STRING) AS organization_id,
  try_cast(index AS INT) AS domain_index,
  lower(trim(domain_name)) AS domain
FROM raw_fivetran_zendesk_domain_name
