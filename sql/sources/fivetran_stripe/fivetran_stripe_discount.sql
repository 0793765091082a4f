WITH discount_records AS (
  SELECT
    *,
    -- Without a type, the id of what is discounted tells by its prefix.
    coalesce(
      lower(type),
      CASE
        WHEN startswith(type_id, 'sub_') THEN 'subscription'
        WHEN startswith(type_id, 'cus_') THEN 'customer'
      END
    ) AS discounted
  FROM raw_fivetran_stripe_discount
)
SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS discount_id,
  IF(discounted = 'subscription', coalesce(type_id, subscription_id), NULL) AS subscription_id,
  IF(discounted = 'customer', coalesce(type_id, customer_id), NULL) AS customer_id,
  coupon_id,
  utc_instant(coalesce(start, `"START"`)) AS discount_started_at,
  utc_instant(coalesce(`end`, `"END"`)) AS discount_ends_at
FROM discount_records
WHERE
  discounted IN ('subscription', 'customer')
