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
  CASE
    WHEN closing_mrr > 0 AND movement = 'new' THEN 'new'
    WHEN closing_mrr > 0 AND movement = 'reactivation' THEN 'reactivated'
    WHEN closing_mrr > 0 AND movement = 'expansion' AND is_all_or_nothing THEN 'from_free'
    WHEN closing_mrr > 0 THEN 'resumed'
    WHEN movement = 'churn' THEN 'churned'
    WHEN movement = 'contraction' AND is_all_or_nothing THEN 'to_free'
    ELSE 'paused'
  END AS logo_movement,
  IF(closing_mrr > 0, 1, -1) AS paying_change
FROM account_days
WHERE
  (opening_mrr > 0) <> (closing_mrr > 0)
