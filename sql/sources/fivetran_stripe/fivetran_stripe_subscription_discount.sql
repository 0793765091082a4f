SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS discount_id,
  subscription_id,
  CAST(NULL AS STRING) AS customer_id,
  coupon_id,
  utc_instant(coalesce(start, `"START"`)) AS discount_started_at,
  utc_instant(coalesce(`end`, `"END"`)) AS discount_ends_at
FROM raw_fivetran_stripe_subscription_discount
