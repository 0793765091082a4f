WITH sized_changes AS (
  SELECT
    *,
    CASE
      WHEN mrr_before IS NULL OR mrr_after IS NULL THEN NULL
      WHEN quantity_before = 0 THEN mrr_after
      ELSE CAST(CAST(mrr_before AS DECIMAL(18,6)) * quantity_after / quantity_before AS DECIMAL(24,6))
    END AS resized_mrr
  FROM item_changes
),
legs AS (
  SELECT
    *,
    stack(
      3,
      'seat', resized_mrr - mrr_before,
      IF(plan_before <=> plan_after, 'price', 'plan'), mrr_after - resized_mrr,
      CASE
        WHEN mrr_before IS NULL AND family_mrr_before = 0 THEN 'cross_sell'
        WHEN mrr_after IS NULL AND family_mrr_after = 0 THEN 'cross_sell'
        ELSE 'seat'
      END, IF(resized_mrr IS NULL, coalesce(mrr_after, 0) - coalesce(mrr_before, 0), NULL)
    ) AS (leg, leg_amount)
  FROM sized_changes
),
named_legs AS (
  SELECT
    legs.*,
    day_movements.movement,
    CASE day_movements.movement
      WHEN 'new' THEN 'new_logo'
      WHEN 'churn' THEN 'lost_logo'
      WHEN 'reactivation' THEN 'returned_logo'
      ELSE legs.leg
    END AS sub_type
  FROM legs
  LEFT JOIN day_movements
    ON day_movements.account_id = legs.account_id
    AND day_movements.movement_date = legs.movement_date
  WHERE
    legs.leg_amount <> 0
)
SELECT
  account_id,
  movement_date,
  source,
  subscription_id,
  item_id,
  customer_id,
  movement,
  sub_type,
  CAST(sum(leg_amount) AS DECIMAL(24,6)) AS amount,
  product_family,
  plan_before,
  plan_after,
  quantity_before,
  quantity_after,
  mrr_before,
  mrr_after,
  currency
FROM named_legs
GROUP BY
  account_id,
  movement_date,
  source,
  subscription_id,
  item_id,
  customer_id,
  movement,
  sub_type,
  product_family,
  plan_before,
  plan_after,
  quantity_before,
  quantity_after,
  mrr_before,
  mrr_after,
  currency
HAVING
  sum(leg_amount) <> 0
