WITH levels AS (
  SELECT
    account_id,
    from_date,
    currency,
    mrr AS closing_mrr,
    mrr + paused_mrr AS closing_held_mrr,
    paused_mrr AS closing_paused_mrr,
    free_item_count AS closing_free_items,
    lag(mrr, 1, 0) OVER (PARTITION BY account_id ORDER BY from_date) AS opening_mrr,
    lag(mrr + paused_mrr, 1, 0) OVER (PARTITION BY account_id ORDER BY from_date) AS opening_held_mrr,
    lag(paused_mrr, 1, 0) OVER (PARTITION BY account_id ORDER BY from_date) AS opening_paused_mrr,
    lag(free_item_count, 1, 0) OVER (PARTITION BY account_id ORDER BY from_date) AS opening_free_items,
    coalesce(
      max(mrr + paused_mrr) OVER (
        PARTITION BY account_id ORDER BY from_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) > 0,
      false
    ) AS has_paid_before
  FROM mrr_levels
  WHERE
    from_date <= :as_of_date
),
named_levels AS (
  SELECT
    *,
    commercial_movement(
      opening_held_mrr, closing_held_mrr, opening_free_items, closing_free_items, has_paid_before
    ) AS commercial
  FROM levels
),
movements AS (
  SELECT
    account_id,
    from_date AS movement_date,
    opening_mrr,
    closing_mrr,
    currency,
    stack(
      2,
      'commercial',
      commercial,
      CAST(closing_held_mrr - opening_held_mrr AS DECIMAL(24,6)),
      'pause',
      IF(closing_paused_mrr > opening_paused_mrr, 'pause', 'resume'),
      CAST(opening_paused_mrr - closing_paused_mrr AS DECIMAL(24,6))
    ) AS (movement_class, movement, amount),
    opening_held_mrr = 0 OR closing_held_mrr = 0 AS is_all_or_nothing
  FROM named_levels
)
SELECT
  account_id,
  movement_date,
  movement_class,
  movement,
  amount,
  CAST(opening_mrr AS DECIMAL(24,6)) AS opening_mrr,
  closing_mrr,
  is_all_or_nothing,
  currency
FROM movements
WHERE
  amount <> 0
