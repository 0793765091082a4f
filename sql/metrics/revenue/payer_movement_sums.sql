WITH parts AS (
  SELECT
    movement_parts.movement_date,
    movement_parts.movement_class,
    movement_parts.amount,
    stack(
      2,
      'billing_customer', concat(movement_parts.source, ':', movement_parts.customer_id),
      'parent', account_parents.parent_id
    ) AS (grain, payer_id)
  FROM movement_parts
  LEFT JOIN account_parents
    ON account_parents.hierarchy = 'as_is'
    AND account_parents.account_id = movement_parts.account_id
  WHERE
    movement_parts.basis = 'contract_constant'
),
part_sums AS (
  SELECT
    grain,
    payer_id,
    movement_date,
    movement_class,
    sum(amount) AS amount
  FROM parts
  GROUP BY
    grain,
    payer_id,
    movement_date,
    movement_class
),
movements AS (
  SELECT
    grain,
    payer_id,
    movement_date,
    movement_class,
    amount
  FROM payer_movements
  WHERE
    hierarchy = 'as_is'
)
SELECT
  coalesce(movements.grain, part_sums.grain) AS grain,
  coalesce(movements.payer_id, part_sums.payer_id) AS payer_id,
  coalesce(movements.movement_date, part_sums.movement_date) AS movement_date,
  coalesce(movements.movement_class, part_sums.movement_class) AS movement_class,
  CAST(coalesce(movements.amount, 0) AS DECIMAL(24,6)) AS amount,
  CAST(coalesce(part_sums.amount, 0) AS DECIMAL(24,6)) AS parts_amount
FROM movements
FULL OUTER JOIN part_sums
  ON part_sums.grain = movements.grain
  AND part_sums.payer_id = movements.payer_id
  AND part_sums.movement_date = movements.movement_date
  AND part_sums.movement_class = movements.movement_class
