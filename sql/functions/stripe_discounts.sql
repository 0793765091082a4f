CREATE TEMPORARY FUNCTION stripe_discounts(
  discounts ARRAY<STRUCT<
    id: STRING, start: STRING, `end`: STRING,
    coupon: STRUCT<
      percent_off: STRING, amount_off: STRING, currency: STRING, duration: STRING, duration_in_months: STRING,
      applies_to: STRUCT<products: ARRAY<STRING>>
    >,
    source: STRUCT<
      coupon: STRUCT<
        percent_off: STRING, amount_off: STRING, currency: STRING, duration: STRING, duration_in_months: STRING,
        applies_to: STRUCT<products: ARRAY<STRING>>
      >
    >
  >>,
  minor_unit DECIMAL(15,6)
)
RETURNS ARRAY<STRUCT<
  discount_id: STRING, percent_off: DECIMAL(9,6), amount_off: DECIMAL(15,6), currency: STRING, duration: STRING,
  started_at: TIMESTAMP, ends_at: TIMESTAMP, product_ids: ARRAY<STRING>
>>
RETURN transform(
  coalesce(discounts, array()),
  discount -> named_struct(
    'discount_id', discount.id,
    'percent_off', try_cast(coalesce(discount.coupon.percent_off, discount.source.coupon.percent_off) AS DECIMAL(9,6)),
    'amount_off', try_cast(
      try_cast(coalesce(discount.coupon.amount_off, discount.source.coupon.amount_off) AS DECIMAL(15,6)) * minor_unit
      AS DECIMAL(15,6)
    ),
    'currency', upper(coalesce(discount.coupon.currency, discount.source.coupon.currency)),
    'duration', coalesce(discount.coupon.duration, discount.source.coupon.duration),
    'started_at', timestamp_seconds(try_cast(discount.start AS DECIMAL(11,0))),
    'ends_at', coalesce(
      timestamp_seconds(try_cast(discount.`end` AS DECIMAL(11,0))),
      -- Months are added in the reporting zone, and the time of day is kept.
      timestamp_seconds(try_cast(discount.start AS DECIMAL(11,0))) + make_ym_interval(
        0,
        try_cast(
          IF(
            coalesce(discount.coupon.duration, discount.source.coupon.duration) = 'repeating',
            coalesce(discount.coupon.duration_in_months, discount.source.coupon.duration_in_months),
            NULL
          ) AS INT
        )
      )
    ),
    'product_ids', coalesce(discount.coupon.applies_to.products, discount.source.coupon.applies_to.products)
  )
)
