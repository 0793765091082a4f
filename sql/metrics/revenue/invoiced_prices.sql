WITH items_of_spans AS (
  SELECT
    source,
    subscription_id,
    from_date,
    to_date,
    explode(items) AS item
  FROM subscription_spans
  WHERE
    state <> 'none'
    AND from_date <= :as_of_date
),
unpriced_items AS (
  SELECT *
  FROM items_of_spans
  WHERE
    net_of_tax(
      price_amount(
        item.unit_price, item.tiers, item.tiers_mode, item.package_size, item.package_rounding, item.quantity
      ), item.is_tax_inclusive, item.tax_percent
    ) IS NULL
    AND item.quantity > 0
),
-- The last invoice that was there before the span ended, else the first one, by the quantity of the span.
amounts AS (
  SELECT
    unpriced_items.source,
    unpriced_items.subscription_id,
    unpriced_items.item.item_id,
    unpriced_items.from_date,
    unpriced_items.item.quantity,
    unpriced_items.item.billing_interval,
    unpriced_items.item.interval_count,
    CAST(
      coalesce(
        max_by(
          invoiced_items.untaxed_amount * unpriced_items.item.quantity / invoiced_items.quantity,
          IF(
            coalesce(invoiced_items.from_date < unpriced_items.to_date, true),
            struct(invoiced_items.from_date, invoiced_items.invoice_id),
            NULL
          )
        ),
        min_by(
          invoiced_items.untaxed_amount * unpriced_items.item.quantity / invoiced_items.quantity,
          struct(invoiced_items.from_date, invoiced_items.invoice_id)
        )
      ) AS DECIMAL(15,6)
    ) AS amount
  FROM unpriced_items
  INNER JOIN invoiced_items
    ON invoiced_items.source = unpriced_items.source
    AND invoiced_items.subscription_id = unpriced_items.subscription_id
    AND invoiced_items.item_id = unpriced_items.item.item_id
    AND invoiced_items.from_date <= :as_of_date
  GROUP BY
    unpriced_items.source,
    unpriced_items.subscription_id,
    unpriced_items.item.item_id,
    unpriced_items.from_date,
    unpriced_items.item.quantity,
    unpriced_items.item.billing_interval,
    unpriced_items.item.interval_count
),
amounts_per_unit AS (
  SELECT
    *,
    CAST(amount / quantity AS DECIMAL(15,6)) AS unit_price
  FROM amounts
)
SELECT
  source,
  subscription_id,
  item_id,
  from_date,
  -- A price per unit where it is exact, else the amount as it stands.
  named_struct(
    'unit_price', IF(unit_price * quantity = amount, unit_price, NULL),
    'tiers', IF(
      unit_price * quantity = amount,
      NULL,
      array(
        named_struct(
          'up_to', CAST(NULL AS DECIMAL(16,4)), 'unit_price', CAST(0 AS DECIMAL(15,6)), 'flat_price', amount
        )
      )
    ),
    'tiers_mode', IF(unit_price * quantity = amount, NULL, 'volume'),
    'package_size', CAST(NULL AS DECIMAL(16,4)),
    'package_rounding', CAST(NULL AS STRING),
    'is_tax_inclusive', false,
    'tax_percent', CAST(NULL AS DECIMAL(9,6)),
    'billing_interval', billing_interval,
    'interval_count', interval_count
  ) AS price,
  CAST(amount AS DECIMAL(26,12)) AS list_amount
FROM amounts_per_unit
