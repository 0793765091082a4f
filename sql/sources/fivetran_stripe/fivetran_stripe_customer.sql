SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS customer_id,
  name,
  email,
  account_reference,
  utc_instant(created) AS created_at
FROM raw_fivetran_stripe_customer
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
