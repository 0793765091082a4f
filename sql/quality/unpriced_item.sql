WITH items_in_force AS (
  SELECT
    source,
    explode_outer(items) AS item
  FROM subscription_states
  WHERE
    valid_to IS NULL
    AND NOT is_deleted
),
invoiced AS (
  SELECT DISTINCT
    source,
    item_id
  FROM invoiced_items
)
SELECT
  items_in_force.source,
  'subscription_items' AS entity,
  'unpriced_item' AS rule,
  count(items_in_force.item) AS rows_checked,
  count_if(
    invoiced.item_id IS NULL
    AND items_in_force.item IS NOT NULL
    AND (
      (items_in_force.item.unit_price IS NULL AND coalesce(size(items_in_force.item.tiers), 0) = 0)
      OR (coalesce(items_in_force.item.is_tax_inclusive, false) AND items_in_force.item.tax_percent IS NULL)
    )
  ) AS rows_failed
FROM items_in_force
LEFT JOIN invoiced
  ON invoiced.source = items_in_force.source
  AND invoiced.item_id = items_in_force.item.item_id
GROUP BY
  items_in_force.source
