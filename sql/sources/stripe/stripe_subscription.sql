WITH subscription_records AS (
  SELECT
    *,
    -- One currency holds for a whole Stripe subscription; SQL functions cannot stand inside a lambda.
    major_units(
      1, coalesce(currency, get(items.data, 0).price.currency, get(items.data, 0).plan.currency)
    ) AS minor_unit,
    transform(
      coalesce(items.data, array()),
      item -> named_struct(
        'item_id', item.id,
        'price_id', coalesce(item.price.id, item.plan.id),
        'product_id', coalesce(item.price.product, item.plan.product),
        'plan', coalesce(item.price.nickname, item.plan.nickname),
        'amount', coalesce(
          item.price.unit_amount_decimal, item.price.unit_amount, item.plan.amount_decimal, item.plan.amount
        ),
        'quantity', coalesce(item.quantity, '1'),
        'billing_interval', coalesce(item.price.recurring.interval, item.plan.interval),
        'interval_count', coalesce(item.price.recurring.interval_count, item.plan.interval_count, '1'),
        'currency', upper(coalesce(item.price.currency, item.plan.currency, currency)),
        'usage_type', coalesce(item.price.recurring.usage_type, item.plan.usage_type, 'licensed'),
        'period_end', item.current_period_end
      )
    ) AS lines
  FROM raw_stripe_subscriptions
  WHERE
    coalesce(livemode, 'true') <> 'false'
),
priced_records AS (
  SELECT
    *,
    transform(
      lines,
      line -> named_struct(
        'item_id', line.item_id,
        'price_id', line.price_id,
        'product_id', line.product_id,
        'plan', line.plan,
        'plan_rank', CAST(NULL AS INT),
        'unit_price', try_cast(try_cast(line.amount AS DECIMAL(24,12)) * minor_unit AS DECIMAL(15,6)),
        'quantity', try_cast(line.quantity AS DECIMAL(16,4)),
        'billing_interval', line.billing_interval,
        'interval_count', try_cast(line.interval_count AS INT),
        'currency', line.currency,
        'usage_type', line.usage_type
      )
    ) AS priced_items,
    exists(
      lines,
      line -> (
        line.amount IS NOT NULL
        AND coalesce(try_cast(try_cast(line.amount AS DECIMAL(24,12)) * minor_unit AS DECIMAL(15,6)), -1) < 0
      )
      OR coalesce(try_cast(line.quantity AS DECIMAL(16,4)), -1) < 0
      OR coalesce(line.billing_interval, '') NOT IN ('day', 'week', 'month', 'year')
      OR coalesce(try_cast(line.interval_count AS INT), 0) < 1
      OR line.item_id IS NULL
    ) AS has_unreadable_item
  FROM subscription_records
)
SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS subscription_id,
  customer AS customer_id,
  status AS subscription_status,
  epoch_instant(coalesce(start_date, created)) AS started_at,
  epoch_instant(trial_start) AS trial_started_at,
  epoch_instant(trial_end) AS trial_ends_at,
  epoch_instant(coalesce(ended_at, IF(status = 'canceled', canceled_at, NULL))) AS ended_at,
  epoch_instant(cancel_at) AS cancel_at,
  epoch_instant(canceled_at) AS canceled_at,
  coalesce(try_cast(cancel_at_period_end AS BOOLEAN), false) AS is_canceling_at_period_end,
  epoch_instant(coalesce(current_period_end, array_max(lines.period_end))) AS period_ends_at,
  IF(items.data IS NULL OR has_unreadable_item, NULL, priced_items) AS items
FROM priced_records
