WITH earning_items AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    from_date,
    IF(to_date <= :as_of_date, to_date, NULL) AS to_date,
    explode(items) AS item
  FROM earning_spans
  WHERE
    is_earning
    AND from_date <= :as_of_date
),
valued_items AS (
  SELECT
    earning_items.source,
    earning_items.subscription_id,
    earning_items.item.item_id,
    earning_items.customer_id,
    earning_items.from_date,
    earning_items.to_date,
    earning_items.item.product_id,
    coalesce(
      known_products.name, earning_items.item.plan, earning_items.item.product_id, 'unknown'
    ) AS plan,
    coalesce(earning_items.item.plan_rank, known_products.plan_rank) AS plan_rank,
    earning_items.item.quantity,
    earning_items.item.currency AS native_currency,
    -- A price without a unit amount is worth nothing until its tiers are known; unpriced_items counts it.
    monthly_value(
      coalesce(earning_items.item.unit_price, 0), earning_items.item.quantity,
      earning_items.item.billing_interval, earning_items.item.interval_count, 1
    ) AS native_mrr,
    monthly_value(
      coalesce(earning_items.item.unit_price, 0), earning_items.item.quantity,
      earning_items.item.billing_interval, earning_items.item.interval_count, plan_rates.rate
    ) AS mrr,
    plan_rates.currency
  FROM earning_items
  LEFT JOIN known_products
    ON known_products.source = earning_items.source
    AND known_products.product_id = earning_items.item.product_id
  LEFT JOIN plan_rates
    ON plan_rates.native_currency = earning_items.item.currency
  WHERE
    earning_items.item.usage_type <> 'metered'
),
items_with_past AS (
  SELECT
    *,
    coalesce(
      lag(struct(to_date, customer_id, plan, plan_rank, quantity, native_currency, native_mrr, mrr)) OVER (
        PARTITION BY source, subscription_id, item_id ORDER BY from_date
      ) <=> struct(from_date, customer_id, plan, plan_rank, quantity, native_currency, native_mrr, mrr),
      false
    ) AS is_unchanged
  FROM valued_items
),
items_with_stretch AS (
  SELECT
    *,
    count_if(NOT is_unchanged) OVER (
      PARTITION BY source, subscription_id, item_id ORDER BY from_date
    ) AS stretch
  FROM items_with_past
)
SELECT
  source,
  subscription_id,
  item_id,
  min(from_date) AS from_date,
  max_by(to_date, from_date) AS to_date,
  max(customer_id) AS customer_id,
  max(product_id) AS product_id,
  max(plan) AS plan,
  max(plan_rank) AS plan_rank,
  max(quantity) AS quantity,
  max(native_currency) AS native_currency,
  max(native_mrr) AS native_mrr,
  max(mrr) AS mrr,
  max(currency) AS currency
FROM items_with_stretch
GROUP BY
  source,
  subscription_id,
  item_id,
  stretch
