CREATE TEMPORARY FUNCTION price_amount(
  unit_price DECIMAL(15,6),
  tiers ARRAY<STRUCT<up_to: DECIMAL(16,4), unit_price: DECIMAL(15,6), flat_price: DECIMAL(15,6)>>,
  tiers_mode STRING,
  package_size DECIMAL(16,4),
  package_rounding STRING,
  quantity DECIMAL(16,4)
)
RETURNS DECIMAL(26,12)
RETURN CASE
  WHEN coalesce(size(tiers), 0) = 0 THEN
    unit_price * CAST(
      CASE
        WHEN package_size IS NULL THEN quantity
        WHEN package_rounding = 'up' THEN ceil(quantity / package_size)
        ELSE floor(quantity / package_size)
      END AS DECIMAL(16,4)
    )
  -- The one tier that the whole quantity falls in.
  WHEN tiers_mode = 'volume' THEN
    aggregate(
      slice(filter(tiers, tier -> tier.up_to IS NULL OR quantity <= tier.up_to), 1, 1),
      CAST(NULL AS DECIMAL(26,12)),
      (amount, tier) -> CAST(
        quantity * coalesce(tier.unit_price, 0) + coalesce(tier.flat_price, 0) AS DECIMAL(26,12)
      )
    )
  -- Each tier for the part of the quantity within it, and its flat price once it is reached.
  ELSE
    aggregate(
      tiers,
      named_struct('below', CAST(0 AS DECIMAL(16,4)), 'is_reached', true, 'amount', CAST(0 AS DECIMAL(26,12))),
      (paid, tier) -> named_struct(
        'below', coalesce(tier.up_to, quantity),
        'is_reached', coalesce(tier.up_to < quantity, false),
        'amount', CAST(
          paid.amount + IF(
            paid.is_reached,
            (least(coalesce(tier.up_to, quantity), quantity) - paid.below) * coalesce(tier.unit_price, 0)
            + coalesce(tier.flat_price, 0),
            0
          ) AS DECIMAL(26,12)
        )
      ),
      paid -> paid.amount
    )
END
