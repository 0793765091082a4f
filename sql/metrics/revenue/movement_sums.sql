WITH part_sums AS (
  SELECT
    account_id,
    movement_date,
    movement_class,
    sum(amount) AS amount
  FROM movement_parts
  WHERE
    basis = 'contract_constant'
  GROUP BY
    account_id,
    movement_date,
    movement_class
)
SELECT
  coalesce(day_movements.account_id, part_sums.account_id) AS account_id,
  coalesce(day_movements.movement_date, part_sums.movement_date) AS movement_date,
  coalesce(day_movements.movement_class, part_sums.movement_class) AS movement_class,
  CAST(coalesce(day_movements.amount, 0) AS DECIMAL(24,6)) AS amount,
  CAST(coalesce(part_sums.amount, 0) AS DECIMAL(24,6)) AS parts_amount
FROM day_movements
FULL OUTER JOIN part_sums
  ON part_sums.account_id = day_movements.account_id
  AND part_sums.movement_date = day_movements.movement_date
  AND part_sums.movement_class = day_movements.movement_class
