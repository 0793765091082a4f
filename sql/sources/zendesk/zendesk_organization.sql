SELECT
  record,
  try_cast(updated_at AS TIMESTAMP) AS cursor_at,
  deleted_at IS NOT NULL AS is_deleted,
  CAST(try_cast(id AS DECIMAL(20,0)) AS STRING) AS organization_id,
  name,
  account_reference,
  transform(coalesce(domain_names, array()), domain -> lower(trim(domain))) AS domains
FROM raw_zendesk_organizations
