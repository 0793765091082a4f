WITH part_sums AS (
  SELECT
    account_id,
    movement_date,
    movement_class,
    sub_type,
    sum(amount) AS amount
  FROM movement_parts
  WHERE
    basis = 'contract_constant'
  GROUP BY
    account_id,
    movement_date,
    movement_class,
    sub_type
)
SELECT
  day_movements.account_id,
  day_movements.movement_date,
  day_movements.movement,
  part_sums.sub_type,
  CAST(part_sums.amount AS DECIMAL(24,6)) AS amount,
  day_movements.opening_mrr,
  day_movements.closing_mrr,
  day_movements.currency
FROM day_movements
INNER JOIN part_sums
  ON part_sums.account_id = day_movements.account_id
  AND part_sums.movement_date = day_movements.movement_date
  AND part_sums.movement_class = day_movements.movement_class
WHERE
  part_sums.amount <> 0
