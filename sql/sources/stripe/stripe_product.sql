SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS product_id,
  name,
  metadata.family AS product_family,
  try_cast(metadata.rank AS INT) AS plan_rank
FROM raw_stripe_products
WHERE
  coalesce(livemode, 'true') <> 'false'
