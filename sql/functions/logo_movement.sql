CREATE TEMPORARY FUNCTION logo_movement(
  movement STRING,
  is_all_or_nothing BOOLEAN,
  closing_mrr DECIMAL(24,6)
)
RETURNS STRING
RETURN
  CASE
    WHEN closing_mrr > 0 AND movement = 'new' THEN 'new'
    WHEN closing_mrr > 0 AND movement = 'reactivation' THEN 'reactivated'
    WHEN closing_mrr > 0 AND movement = 'expansion' AND is_all_or_nothing THEN 'from_free'
    WHEN closing_mrr > 0 THEN 'resumed'
    WHEN movement = 'churn' THEN 'churned'
    WHEN movement = 'contraction' AND is_all_or_nothing THEN 'to_free'
    ELSE 'paused'
  END
