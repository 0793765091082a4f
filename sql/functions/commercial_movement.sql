CREATE TEMPORARY FUNCTION commercial_movement(
  opening_held_mrr DECIMAL(24,6),
  closing_held_mrr DECIMAL(24,6),
  opening_free_items BIGINT,
  closing_free_items BIGINT,
  has_paid_before BOOLEAN
)
RETURNS STRING
RETURN
  CASE
    WHEN opening_held_mrr = 0 AND NOT has_paid_before THEN 'new'
    WHEN opening_held_mrr = 0 AND opening_free_items > 0 THEN 'expansion'
    WHEN opening_held_mrr = 0 THEN 'reactivation'
    WHEN closing_held_mrr = 0 AND closing_free_items = 0 THEN 'churn'
    WHEN closing_held_mrr > opening_held_mrr THEN 'expansion'
    ELSE 'contraction'
  END
