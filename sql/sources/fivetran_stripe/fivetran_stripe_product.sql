SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS product_id,
  name,
  get_json_object(metadata, '$.family') AS product_family,
  try_cast(get_json_object(metadata, '$.rank') AS INT) AS plan_rank
FROM raw_fivetran_stripe_product
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
