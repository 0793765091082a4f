WITH account_days AS (
  SELECT
    account_id,
    movement_date,
    max(IF(movement_class = 'commercial', movement, NULL)) AS movement,
    bool_or(movement_class = 'commercial' AND is_all_or_nothing) AS is_all_or_nothing,
    max(opening_mrr) AS opening_mrr,
    max(closing_mrr) AS closing_mrr
  FROM day_movements
  GROUP BY
    account_id,
    movement_date
)
SELECT
  account_id,
  movement_date,
  logo_movement(movement, is_all_or_nothing, closing_mrr) AS logo_movement,
  IF(closing_mrr > 0, 1, -1) AS paying_change
FROM account_days
WHERE
  (opening_mrr > 0) <> (closing_mrr > 0)
