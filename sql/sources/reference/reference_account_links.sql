SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  source AS linked_source,
  external_id,
  account_id
FROM raw_reference_account_links
