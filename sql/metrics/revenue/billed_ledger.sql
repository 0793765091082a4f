WITH discounted_spans AS (
  SELECT
    item_spans.*,
    coalesce(item_discounts.contract_steps, array()) AS contract_steps,
    -- What an invoice took off once is what was left of it after all else.
    concat(
      coalesce(item_discounts.net_steps, array()),
      IF(
        item_spans.once_amount > 0,
        array(named_struct('percent_off', CAST(NULL AS DECIMAL(9,6)), 'amount_off', item_spans.once_amount)),
        array()
      )
    ) AS net_steps,
    plan_rates.rate,
    plan_rates.currency
  FROM item_spans
  LEFT JOIN item_discounts
    ON item_discounts.source = item_spans.source
    AND item_discounts.subscription_id = item_spans.subscription_id
    AND item_discounts.item_id = item_spans.item_id
    AND item_discounts.from_date = item_spans.from_date
  LEFT JOIN plan_rates
    ON plan_rates.native_currency = item_spans.native_currency
),
amounts AS (
  SELECT
    *,
    discounted_amount(list_amount, contract_steps) AS contract_amount,
    discounted_amount(list_amount, net_steps) AS net_amount
  FROM discounted_spans
),
valued_items AS (
  SELECT
    *,
    monthly_value(list_amount, price.billing_interval, price.interval_count, 1) AS native_list_mrr,
    monthly_value(contract_amount, price.billing_interval, price.interval_count, 1) AS native_mrr,
    monthly_value(net_amount, price.billing_interval, price.interval_count, 1) AS native_net_mrr,
    monthly_value(list_amount, price.billing_interval, price.interval_count, rate) AS list_mrr,
    monthly_value(contract_amount, price.billing_interval, price.interval_count, rate) AS mrr,
    monthly_value(net_amount, price.billing_interval, price.interval_count, rate) AS net_mrr,
    monthly_value(12 * contract_amount, price.billing_interval, price.interval_count, rate) AS arr
  FROM amounts
),
items_with_past AS (
  SELECT
    *,
    coalesce(
      lag(
        struct(
          to_date, customer_id, state, is_past_due, scheduled_end_date, plan, plan_rank, quantity, native_currency,
          price, contract_steps, net_steps
        )
      ) OVER (PARTITION BY source, subscription_id, item_id ORDER BY from_date)
      <=> struct(
        from_date, customer_id, state, is_past_due, scheduled_end_date, plan, plan_rank, quantity, native_currency,
        price, contract_steps, net_steps
      ),
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
  max(state) AS state,
  max(is_past_due) AS is_past_due,
  max(scheduled_end_date) AS scheduled_end_date,
  max(product_id) AS product_id,
  max(product_family) AS product_family,
  max(plan) AS plan,
  max(plan_rank) AS plan_rank,
  max(quantity) AS quantity,
  max(native_currency) AS native_currency,
  max(price) AS price,
  max(contract_steps) AS contract_steps,
  max(net_steps) AS net_steps,
  max(contract_amount) AS contract_amount,
  max(native_list_mrr) AS native_list_mrr,
  max(native_mrr) AS native_mrr,
  max(native_net_mrr) AS native_net_mrr,
  max(list_mrr) AS list_mrr,
  max(mrr) AS mrr,
  max(net_mrr) AS net_mrr,
  max(arr) AS arr,
  max(rate) AS rate,
  max(currency) AS currency
FROM items_with_stretch
GROUP BY
  source,
  subscription_id,
  item_id,
  stretch
