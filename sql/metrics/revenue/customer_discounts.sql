WITH shown_discounts AS (
  SELECT
    source,
    customer_id,
    valid_from,
    valid_to,
    posexplode(discounts) AS (place, discount)
  FROM billing_customers_history
  WHERE
    NOT is_deleted
),
latest_discounts AS (
  SELECT
    source,
    customer_id,
    max_by(discount, valid_from) AS discount,
    max_by(place, valid_from) AS place,
    IF(count_if(valid_to IS NULL) > 0, NULL, max(valid_to)) AS gone_since
  FROM shown_discounts
  GROUP BY
    source,
    customer_id,
    discount.discount_id
)
SELECT
  source,
  customer_id,
  transform(
    array_sort(
      collect_list(
        named_struct(
          'place', place,
          'discount_id', discount.discount_id,
          'percent_off', discount.percent_off,
          'amount_off', discount.amount_off,
          'currency', discount.currency,
          'duration', discount.duration,
          'started_at', discount.started_at,
          'ends_at', least(discount.ends_at, CAST(gone_since AS TIMESTAMP)),
          'product_ids', discount.product_ids
        )
      )
    ),
    it -> named_struct(
      'discount_id', it.discount_id,
      'percent_off', it.percent_off,
      'amount_off', it.amount_off,
      'currency', it.currency,
      'duration', it.duration,
      'started_at', it.started_at,
      'ends_at', it.ends_at,
      'product_ids', it.product_ids
    )
  ) AS discounts
FROM latest_discounts
GROUP BY
  source,
  customer_id
UNION ALL
SELECT
  source,
  holder_id AS customer_id,
  discounts
FROM table_discounts
WHERE
  discount_holder = 'customer'
