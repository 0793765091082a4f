WITH shown_discounts AS (
  SELECT
    source,
    discount_id,
    max_by(IF(subscription_id IS NULL, 'customer', 'subscription'), valid_from) AS discount_holder,
    max_by(coalesce(subscription_id, customer_id), valid_from) AS holder_id,
    max_by(coupon_id, valid_from) AS coupon_id,
    max_by(discount_started_at, valid_from) AS discount_started_at,
    max_by(discount_ends_at, valid_from) AS discount_ends_at,
    IF(count_if(valid_to IS NULL) > 0, NULL, max(valid_to)) AS gone_since
  FROM granted_discounts_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    discount_id
),
known_coupons AS (
  SELECT
    source,
    coupon_id,
    max_by(percent_off, valid_from) AS percent_off,
    max_by(amount_off, valid_from) AS amount_off,
    max_by(currency_code, valid_from) AS currency_code,
    max_by(duration, valid_from) AS duration,
    max_by(duration_in_months, valid_from) AS duration_in_months
  FROM coupons_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    coupon_id
)
SELECT
  shown_discounts.source,
  shown_discounts.discount_holder,
  shown_discounts.holder_id,
  transform(
    array_sort(
      collect_list(
        named_struct(
          'started_at', shown_discounts.discount_started_at,
          'discount_id', shown_discounts.discount_id,
          'percent_off', known_coupons.percent_off,
          'amount_off', known_coupons.amount_off,
          'currency', known_coupons.currency_code,
          'duration', known_coupons.duration,
          'ends_at', least(
            coalesce(
              shown_discounts.discount_ends_at,
              shown_discounts.discount_started_at
              + make_ym_interval(0, IF(known_coupons.duration = 'repeating', known_coupons.duration_in_months, NULL))
            ),
            CAST(shown_discounts.gone_since AS TIMESTAMP)
          )
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
      'product_ids', CAST(NULL AS ARRAY<STRING>)
    )
  ) AS discounts
FROM shown_discounts
INNER JOIN known_coupons
  ON known_coupons.source = shown_discounts.source
  AND known_coupons.coupon_id = shown_discounts.coupon_id
GROUP BY
  shown_discounts.source,
  shown_discounts.discount_holder,
  shown_discounts.holder_id
