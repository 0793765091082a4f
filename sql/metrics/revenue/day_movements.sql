WITH level_changes AS (
  SELECT
    account_id,
    from_date,
    currency,
    mrr AS closing_mrr,
    lag(mrr, 1, 0) OVER (PARTITION BY account_id ORDER BY from_date) AS opening_mrr,
    coalesce(
      max(mrr) OVER (
        PARTITION BY account_id ORDER BY from_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) > 0,
      false
    ) AS has_paid_before
  FROM mrr_levels
  WHERE
    from_date <= :as_of_date
),
movements AS (
  SELECT
    account_id,
    from_date AS movement_date,
    CASE
      WHEN opening_mrr = 0 AND NOT has_paid_before THEN 'new'
      WHEN opening_mrr = 0 THEN 'reactivation'
      WHEN closing_mrr = 0 THEN 'churn'
      WHEN closing_mrr > opening_mrr THEN 'expansion'
      ELSE 'contraction'
    END AS movement,
    opening_mrr,
    closing_mrr,
    currency
  FROM level_changes
  WHERE
    closing_mrr <> opening_mrr
)
SELECT
  account_id,
  movement_date,
  movement,
  CAST(closing_mrr - opening_mrr AS DECIMAL(24,6)) AS amount,
  CAST(opening_mrr AS DECIMAL(24,6)) AS opening_mrr,
  closing_mrr,
  currency
FROM movements
