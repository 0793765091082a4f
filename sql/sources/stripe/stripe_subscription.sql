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
        'tiers', coalesce(item.price.tiers, item.plan.tiers),
        'tiers_mode', coalesce(item.price.tiers_mode, item.plan.tiers_mode),
        'package', coalesce(item.price.transform_quantity, item.plan.transform_usage),
        'inclusive_taxes', filter(
          IF(coalesce(size(item.tax_rates), 0) > 0, item.tax_rates, default_tax_rates), tax -> tax.inclusive = 'true'
        ),
        'is_tax_inclusive', coalesce(item.price.tax_behavior = 'inclusive', false),
        'discount_ids', transform(item.discounts, discount -> discount.id),
        'period_end', item.current_period_end
      )
    ) AS lines
  FROM raw_stripe_subscriptions
  WHERE
    coalesce(livemode, 'true') <> 'false'
),
discounted_records AS (
  SELECT
    *,
    stripe_discounts(
      CASE
        WHEN size(discounts) > 0 THEN discounts
        -- The one discount of older API versions, or one of which the extract has the id alone: nothing is known of it.
        WHEN discount.id IS NOT NULL OR json_array_length(get_json_object(record.payload, '$.discounts')) > 0
          THEN array(discount)
      END, minor_unit
    ) AS subscription_discounts,
    stripe_discounts(flatten(transform(items.data, item -> coalesce(item.discounts, array()))), minor_unit)
      AS item_discounts
  FROM subscription_records
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
        'unit_price', try_cast(try_cast(line.amount AS DECIMAL(24,12)) * minor_unit AS DECIMAL(15,6)),
        'quantity', try_cast(line.quantity AS DECIMAL(16,4)),
        'billing_interval', line.billing_interval,
        'interval_count', try_cast(line.interval_count AS INT),
        'currency', line.currency,
        'usage_type', line.usage_type,
        'tiers', transform(
          line.tiers,
          tier -> named_struct(
            'up_to', try_cast(tier.up_to AS DECIMAL(16,4)),
            'unit_price', try_cast(
              try_cast(coalesce(tier.unit_amount_decimal, tier.unit_amount) AS DECIMAL(24,12)) * minor_unit
              AS DECIMAL(15,6)
            ),
            'flat_price', try_cast(
              try_cast(coalesce(tier.flat_amount_decimal, tier.flat_amount) AS DECIMAL(24,12)) * minor_unit
              AS DECIMAL(15,6)
            )
          )
        ),
        'tiers_mode', line.tiers_mode,
        'package_size', try_cast(line.package.divide_by AS DECIMAL(16,4)),
        'package_rounding', line.package.round,
        'is_tax_inclusive', line.is_tax_inclusive OR coalesce(size(line.inclusive_taxes), 0) > 0,
        'tax_percent', IF(
          coalesce(size(line.inclusive_taxes), 0) > 0,
          try_cast(
            aggregate(
              line.inclusive_taxes,
              CAST(0 AS DECIMAL(12,6)),
              (total, tax) -> CAST(total + try_cast(tax.percentage AS DECIMAL(9,6)) AS DECIMAL(12,6))
            ) AS DECIMAL(9,6)
          ),
          NULL
        ),
        'discounts', filter(
          item_discounts, discount -> coalesce(array_contains(line.discount_ids, discount.discount_id), false)
        )
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
      OR coalesce(try_cast(line.package.divide_by AS DECIMAL(16,4)), 1) <= 0
      OR line.item_id IS NULL
    ) AS has_unreadable_item
  FROM discounted_records
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
  salesforce_id(metadata.contract_id) AS contract_reference,
  coalesce(try_cast(cancel_at_period_end AS BOOLEAN), false) AS is_canceling_at_period_end,
  epoch_instant(coalesce(current_period_end, array_max(lines.period_end))) AS period_ends_at,
  pause_collection.behavior IS NOT NULL AS is_collection_paused,
  epoch_instant(pause_collection.resumes_at) AS resumes_at,
  cancellation_details.reason AS cancellation_reason,
  cancellation_details.feedback AS cancellation_feedback,
  subscription_discounts AS discounts,
  IF(items.data IS NULL OR has_unreadable_item, NULL, priced_items) AS items
FROM priced_records
