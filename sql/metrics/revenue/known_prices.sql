WITH priced_items AS (
  SELECT
    source,
    valid_from,
    explode(items) AS item
  FROM subscription_states
),
all_prices AS (
  SELECT
    source,
    valid_from,
    item.price_id,
    item.unit_price,
    item.currency AS native_currency,
    item.billing_interval,
    item.interval_count,
    item.usage_type
  FROM priced_items
  UNION ALL
  SELECT
    source,
    valid_from,
    price_id,
    unit_price,
    currency_code AS native_currency,
    billing_interval,
    interval_count,
    usage_type
  FROM prices_history
  WHERE
    NOT is_deleted
)
SELECT
  source,
  price_id,
  max_by(unit_price, struct(valid_from, unit_price)) AS unit_price,
  max_by(native_currency, struct(valid_from, native_currency)) AS native_currency,
  max_by(billing_interval, struct(valid_from, billing_interval)) AS billing_interval,
  max_by(interval_count, struct(valid_from, interval_count)) AS interval_count,
  max_by(usage_type, struct(valid_from, usage_type)) AS usage_type
FROM all_prices
WHERE
  price_id IS NOT NULL
GROUP BY
  source,
  price_id
