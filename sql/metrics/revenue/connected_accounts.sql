SELECT
  day_movements.account_id,
  day_movements.movement_date,
  account_parents.parent_id
FROM day_movements
INNER JOIN account_parents
  ON account_parents.hierarchy = 'as_is'
  AND account_parents.account_id = day_movements.account_id
LEFT JOIN payer_movements
  ON payer_movements.grain = 'parent'
  AND payer_movements.hierarchy = 'as_is'
  AND payer_movements.payer_id = account_parents.parent_id
  AND payer_movements.movement_date = day_movements.movement_date
  AND payer_movements.movement_class = day_movements.movement_class
WHERE
  day_movements.movement = 'new'
  -- A parent that paid nothing before is new itself, is back, or comes from a free plan.
  AND NOT coalesce(
    payer_movements.movement IN ('new', 'reactivation')
    OR (payer_movements.movement = 'expansion' AND payer_movements.is_all_or_nothing),
    false
  )
