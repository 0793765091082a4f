SELECT
  source,
  'subscription_items' AS entity,
  'unpriced_item' AS rule,
  coalesce(sum(size(items)), 0) AS rows_checked,
  coalesce(sum(size(filter(items, item -> item.unit_price IS NULL))), 0) AS rows_failed
FROM subscriptions
GROUP BY
  source
