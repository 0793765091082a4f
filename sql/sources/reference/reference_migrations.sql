SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  migration_id,
  old_source,
  old_subscription_id,
  coalesce(nullif(new_source, ''), old_source) AS new_source,
  new_subscription_id
FROM raw_reference_migrations
