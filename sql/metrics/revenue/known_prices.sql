WITH priced_items AS (
  SELECT
    source,
    valid_from,
    explode(items) AS item
  FROM subscription_states
)
SELECT
  source,
  item.price_id,
  max_by(item.unit_price, struct(valid_from, item.unit_price)) AS unit_price,
  max_by(item.billing_interval, struct(valid_from, item.billing_interval)) AS billing_interval,
  max_by(item.interval_count, struct(valid_from, item.interval_count)) AS interval_count,
  max_by(item.usage_type, struct(valid_from, item.usage_type)) AS usage_type
FROM priced_items
WHERE
  item.price_id IS NOT NULL
GROUP BY
  source,
  item.price_id
