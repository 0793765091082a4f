SELECT
  record,
  utc_instant(coalesce(updated_at, _fivetran_synced)) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  CAST(try_cast(id AS DECIMAL(20,0)) AS STRING) AS organization_id,
  name,
  account_reference,
  -- The domains are a table of their own, organization_domains.
  CAST(array() AS ARRAY<STRING>) AS domains
FROM raw_fivetran_zendesk_organization
