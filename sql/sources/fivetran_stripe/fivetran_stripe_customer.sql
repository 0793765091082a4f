SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  coalesce(try_cast(is_deleted AS BOOLEAN), try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS customer_id,
  name,
  email,
  account_reference,
  utc_instant(created) AS created_at
FROM raw_fivetran_stripe_customer
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
