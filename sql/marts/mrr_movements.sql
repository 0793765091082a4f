WITH dated_movements AS (
  SELECT
    *,
    max(IF(closing_mrr = 0, movement_date, NULL)) OVER (
      PARTITION BY account_id ORDER BY movement_date
    ) AS unpaid_since
  FROM day_movements
),
part_sums AS (
  SELECT
    account_id,
    movement_date,
    movement_class,
    sub_type,
    sum(amount) AS amount,
    nullif(array_join(array_sort(collect_set(adjustment_id)), ' '), '') AS adjustment_id
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
  dated_movements.account_id,
  dated_movements.movement_date,
  dated_movements.movement,
  part_sums.sub_type,
  CAST(part_sums.amount AS DECIMAL(24,6)) AS amount,
  dated_movements.opening_mrr,
  dated_movements.closing_mrr,
  dated_movements.currency,
  IF(
    dated_movements.movement = 'reactivation',
    datediff(dated_movements.movement_date, dated_movements.unpaid_since),
    NULL
  ) AS gap_days,
  part_sums.adjustment_id
FROM dated_movements
INNER JOIN part_sums
  ON part_sums.account_id = dated_movements.account_id
  AND part_sums.movement_date = dated_movements.movement_date
  AND part_sums.movement_class = dated_movements.movement_class
WHERE
  part_sums.amount <> 0
