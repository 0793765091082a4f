WITH itemised_sources AS (
  SELECT DISTINCT source
  FROM billed_items_history
),
item_versions AS (
  SELECT
    source,
    item_id,
    subscription_id,
    price_id,
    quantity,
    is_deleted,
    valid_to,
    -- What is known first holds from its business start.
    IF(
      row_number() OVER (PARTITION BY source, item_id ORDER BY valid_from) = 1,
      least(valid_from, reporting_date(created_at)),
      valid_from
    ) AS from_date
  FROM billed_items_history
),
price_versions AS (
  SELECT
    source,
    price_id,
    product_id,
    plan,
    unit_price,
    currency_code,
    billing_interval,
    interval_count,
    usage_type,
    valid_to,
    IF(
      row_number() OVER (PARTITION BY source, price_id ORDER BY valid_from) = 1, DATE '1900-01-01', valid_from
    ) AS from_date
  FROM prices_history
  WHERE
    NOT is_deleted
),
turns AS (
  SELECT
    subscriptions_history.source,
    subscriptions_history.subscription_id,
    subscriptions_history.valid_from AS turn_date
  FROM subscriptions_history
  INNER JOIN itemised_sources
    ON itemised_sources.source = subscriptions_history.source
  UNION
  SELECT
    source,
    subscription_id,
    from_date AS turn_date
  FROM item_versions
  UNION
  SELECT
    item_versions.source,
    item_versions.subscription_id,
    price_versions.from_date AS turn_date
  FROM item_versions
  INNER JOIN price_versions
    ON price_versions.source = item_versions.source
    AND price_versions.price_id = item_versions.price_id
),
states AS (
  SELECT
    subscriptions_history.*,
    turns.turn_date
  FROM turns
  INNER JOIN subscriptions_history
    ON subscriptions_history.source = turns.source
    AND subscriptions_history.subscription_id = turns.subscription_id
    AND subscriptions_history.valid_from <= turns.turn_date
    AND (subscriptions_history.valid_to IS NULL OR subscriptions_history.valid_to > turns.turn_date)
),
state_items AS (
  SELECT
    states.source,
    states.subscription_id,
    states.turn_date,
    array_sort(
      collect_list(
        named_struct(
          'item_id', item_versions.item_id,
          'price_id', item_versions.price_id,
          'product_id', price_versions.product_id,
          'plan', price_versions.plan,
          'plan_rank', CAST(NULL AS INT),
          'unit_price', price_versions.unit_price,
          'quantity', item_versions.quantity,
          'billing_interval', price_versions.billing_interval,
          'interval_count', price_versions.interval_count,
          'currency', price_versions.currency_code,
          'usage_type', price_versions.usage_type,
          -- Tables of items and prices bring no tiers, packages or taxes, and discounts for whole subscriptions alone.
          'tiers', CAST(
            NULL AS ARRAY<STRUCT<up_to: DECIMAL(16,4), unit_price: DECIMAL(15,6), flat_price: DECIMAL(15,6)>>
          ),
          'tiers_mode', CAST(NULL AS STRING),
          'package_size', CAST(NULL AS DECIMAL(16,4)),
          'package_rounding', CAST(NULL AS STRING),
          'is_tax_inclusive', CAST(NULL AS BOOLEAN),
          'tax_percent', CAST(NULL AS DECIMAL(9,6)),
          'discounts', CAST(
            NULL AS ARRAY<STRUCT<
              discount_id: STRING, percent_off: DECIMAL(9,6), amount_off: DECIMAL(15,6), currency: STRING,
              duration: STRING, started_at: TIMESTAMP, ends_at: TIMESTAMP, product_ids: ARRAY<STRING>
            >>
          )
        )
      )
    ) AS items
  FROM states
  INNER JOIN item_versions
    ON item_versions.source = states.source
    AND item_versions.subscription_id = states.subscription_id
    AND item_versions.from_date <= states.turn_date
    AND (item_versions.valid_to IS NULL OR item_versions.valid_to > states.turn_date)
    AND NOT item_versions.is_deleted
  INNER JOIN price_versions
    ON price_versions.source = item_versions.source
    AND price_versions.price_id = item_versions.price_id
    AND price_versions.from_date <= states.turn_date
    AND (price_versions.valid_to IS NULL OR price_versions.valid_to > states.turn_date)
  GROUP BY
    states.source,
    states.subscription_id,
    states.turn_date
)
SELECT
  subscriptions_history.source,
  subscriptions_history.subscription_id,
  subscriptions_history.customer_id,
  subscriptions_history.subscription_status,
  subscriptions_history.started_at,
  subscriptions_history.trial_started_at,
  subscriptions_history.trial_ends_at,
  subscriptions_history.ended_at,
  subscriptions_history.cancel_at,
  subscriptions_history.is_canceling_at_period_end,
  subscriptions_history.period_ends_at,
  subscriptions_history.is_collection_paused,
  subscriptions_history.resumes_at,
  subscriptions_history.discounts,
  subscriptions_history.items,
  subscriptions_history.valid_from,
  subscriptions_history.valid_to,
  subscriptions_history.is_deleted
FROM subscriptions_history
LEFT ANTI JOIN itemised_sources
  ON itemised_sources.source = subscriptions_history.source
UNION ALL
SELECT
  states.source,
  states.subscription_id,
  states.customer_id,
  states.subscription_status,
  states.started_at,
  states.trial_started_at,
  states.trial_ends_at,
  states.ended_at,
  states.cancel_at,
  states.is_canceling_at_period_end,
  states.period_ends_at,
  states.is_collection_paused,
  states.resumes_at,
  coalesce(states.discounts, table_discounts.discounts) AS discounts,
  state_items.items,
  states.turn_date AS valid_from,
  coalesce(
    lead(states.turn_date) OVER (PARTITION BY states.source, states.subscription_id ORDER BY states.turn_date),
    states.valid_to
  ) AS valid_to,
  states.is_deleted
FROM states
LEFT JOIN state_items
  ON state_items.source = states.source
  AND state_items.subscription_id = states.subscription_id
  AND state_items.turn_date = states.turn_date
LEFT JOIN table_discounts
  ON table_discounts.source = states.source
  AND table_discounts.discount_holder = 'subscription'
  AND table_discounts.holder_id = states.subscription_id
