SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS customer_id,
  name,
  email,
  account_reference,
  epoch_instant(created) AS created_at,
  stripe_discounts(IF(discount.id IS NULL, array(), array(discount)), major_units(1, coalesce(currency, 'usd')))
    AS discounts
FROM raw_stripe_customers
WHERE
  coalesce(livemode, 'true') <> 'false'
