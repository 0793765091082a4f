WITH items_of_spans AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    from_date,
    IF(to_date <= :as_of_date, to_date, NULL) AS to_date,
    state,
    is_past_due,
    scheduled_end_date,
    discounts AS subscription_discounts,
    explode(items) AS item
  FROM subscription_spans
  WHERE
    state <> 'none'
    AND from_date <= :as_of_date
),
once_amounts AS (
  SELECT
    items_of_spans.source,
    items_of_spans.subscription_id,
    items_of_spans.item.item_id,
    items_of_spans.from_date,
    sum(once_discounts.amount_off) AS amount_off
  FROM items_of_spans
  INNER JOIN once_discounts
    ON once_discounts.source = items_of_spans.source
    AND once_discounts.subscription_id = items_of_spans.subscription_id
    AND once_discounts.item_id = items_of_spans.item.item_id
    AND once_discounts.from_date <= items_of_spans.from_date
    AND once_discounts.to_date > items_of_spans.from_date
  GROUP BY
    items_of_spans.source,
    items_of_spans.subscription_id,
    items_of_spans.item.item_id,
    items_of_spans.from_date
)
SELECT
  items_of_spans.source,
  items_of_spans.subscription_id,
  items_of_spans.item.item_id,
  items_of_spans.from_date,
  items_of_spans.to_date,
  items_of_spans.customer_id,
  items_of_spans.state,
  items_of_spans.is_past_due,
  items_of_spans.scheduled_end_date,
  items_of_spans.item.product_id,
  -- Products of an unknown family are one family, so that a change between them is a change of plan.
  coalesce(known_products.product_family, 'unknown') AS product_family,
  coalesce(known_products.name, items_of_spans.item.plan, items_of_spans.item.product_id, 'unknown') AS plan,
  coalesce(items_of_spans.item.plan_rank, known_products.plan_rank) AS plan_rank,
  items_of_spans.item.quantity,
  items_of_spans.item.currency AS native_currency,
  coalesce(
    invoiced_prices.price,
    named_struct(
      'unit_price', items_of_spans.item.unit_price,
      'tiers', items_of_spans.item.tiers,
      'tiers_mode', items_of_spans.item.tiers_mode,
      'package_size', items_of_spans.item.package_size,
      'package_rounding', items_of_spans.item.package_rounding,
      'is_tax_inclusive', items_of_spans.item.is_tax_inclusive,
      'tax_percent', items_of_spans.item.tax_percent,
      'billing_interval', items_of_spans.item.billing_interval,
      'interval_count', items_of_spans.item.interval_count
    )
  ) AS price,
  -- What nothing prices is worth nothing, and unitems_of_spans counts it.
  coalesce(
    net_of_tax(
      price_amount(
        items_of_spans.item.unit_price, items_of_spans.item.tiers, items_of_spans.item.tiers_mode,
        items_of_spans.item.package_size, items_of_spans.item.package_rounding, items_of_spans.item.quantity
      ),
      items_of_spans.item.is_tax_inclusive,
      items_of_spans.item.tax_percent
    ),
    invoiced_prices.list_amount,
    0
  ) AS list_amount,
  items_of_spans.subscription_discounts,
  filter(
    coalesce(items_of_spans.item.discounts, array()),
    discount -> (discount.started_at IS NULL OR CAST(discount.started_at AS DATE) <= items_of_spans.from_date)
    AND (discount.ends_at IS NULL OR CAST(discount.ends_at AS DATE) > items_of_spans.from_date)
  ) AS discounts,
  CAST(
    coalesce(
      net_of_tax(
        CAST(once_amounts.amount_off AS DECIMAL(26,12)), items_of_spans.item.is_tax_inclusive,
        items_of_spans.item.tax_percent
      ),
      0
    ) AS DECIMAL(26,12)
  ) AS once_amount
FROM items_of_spans
LEFT JOIN once_amounts
  ON once_amounts.source = items_of_spans.source
  AND once_amounts.subscription_id = items_of_spans.subscription_id
  AND once_amounts.item_id = items_of_spans.item.item_id
  AND once_amounts.from_date = items_of_spans.from_date
LEFT JOIN invoiced_prices
  ON invoiced_prices.source = items_of_spans.source
  AND invoiced_prices.subscription_id = items_of_spans.subscription_id
  AND invoiced_prices.item_id = items_of_spans.item.item_id
  AND invoiced_prices.from_date = items_of_spans.from_date
LEFT JOIN known_products
  ON known_products.source = items_of_spans.source
  AND known_products.product_id = items_of_spans.item.product_id
WHERE
  items_of_spans.item.usage_type <> 'metered'
UNION ALL
SELECT
  source,
  subscription_id,
  item_id,
  from_date,
  to_date,
  customer_id,
  state,
  is_past_due,
  scheduled_end_date,
  product_id,
  product_family,
  plan,
  plan_rank,
  quantity,
  native_currency,
  named_struct(
    'unit_price', CAST(list_amount AS DECIMAL(15,6)),
    'tiers', CAST(NULL AS ARRAY<STRUCT<up_to: DECIMAL(16,4), unit_price: DECIMAL(15,6), flat_price: DECIMAL(15,6)>>),
    'tiers_mode', CAST(NULL AS STRING),
    'package_size', CAST(NULL AS DECIMAL(16,4)),
    'package_rounding', CAST(NULL AS STRING),
    'is_tax_inclusive', false,
    'tax_percent', CAST(NULL AS DECIMAL(9,6)),
    'billing_interval', billing_interval,
    'interval_count', interval_count
  ) AS price,
  list_amount,
  CAST(
    array() AS ARRAY<STRUCT<
      discount_id: STRING, percent_off: DECIMAL(9,6), amount_off: DECIMAL(15,6), currency: STRING,
      duration: STRING, started_at: TIMESTAMP, ends_at: TIMESTAMP, product_ids: ARRAY<STRING>
    >>
  ) AS subscription_discounts,
  CAST(
    array() AS ARRAY<STRUCT<
      discount_id: STRING, percent_off: DECIMAL(9,6), amount_off: DECIMAL(15,6), currency: STRING,
      duration: STRING, started_at: TIMESTAMP, ends_at: TIMESTAMP, product_ids: ARRAY<STRING>
    >>
  ) AS discounts,
  CAST(0 AS DECIMAL(26,12)) AS once_amount
FROM contract_spans
