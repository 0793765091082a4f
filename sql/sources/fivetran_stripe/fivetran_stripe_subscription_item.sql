SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS item_id,
  subscription_id,
  coalesce(price_id, plan_id) AS price_id,
  try_cast(coalesce(quantity, '1') AS DECIMAL(16,4)) AS quantity,
  utc_instant(created) AS created_at
FROM raw_fivetran_stripe_subscription_item
