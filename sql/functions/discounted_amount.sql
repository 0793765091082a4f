CREATE TEMPORARY FUNCTION discounted_amount(
  amount DECIMAL(26,12),
  steps ARRAY<STRUCT<percent_off: DECIMAL(9,6), amount_off: DECIMAL(26,12)>>
)
RETURNS DECIMAL(26,12)
RETURN aggregate(
  coalesce(steps, array()),
  amount,
  (rest, step) -> CAST(
    greatest(
      rest - CAST(rest * coalesce(step.percent_off, 0) / 100 AS DECIMAL(26,12)) - coalesce(step.amount_off, 0), 0
    ) AS DECIMAL(26,12)
  )
)
