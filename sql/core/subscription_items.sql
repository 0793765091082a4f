WITH items_in_force AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    subscription_status,
    explode(items) AS item
  FROM subscription_states
  WHERE
    valid_to IS NULL
    AND NOT is_deleted
)
SELECT
  items_in_force.source,
  items_in_force.subscription_id,
  items_in_force.item.item_id,
  items_in_force.customer_id,
  items_in_force.subscription_status,
  items_in_force.item.product_id,
  coalesce(
    known_products.name, items_in_force.item.plan, items_in_force.item.product_id, 'unknown'
  ) AS plan,
  coalesce(items_in_force.item.plan_rank, known_products.plan_rank) AS plan_rank,
  known_products.product_family,
  items_in_force.item.quantity,
  items_in_force.item.currency AS native_currency
FROM items_in_force
LEFT JOIN known_products
  ON known_products.source = items_in_force.source
  AND known_products.product_id = items_in_force.item.product_id
