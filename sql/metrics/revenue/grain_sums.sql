WITH sides AS (
  SELECT
    month,
    'items' AS side,
    mrr,
    CAST(0 AS DECIMAL(24,6)) AS transfer_mrr
  FROM month_end_mrr
  UNION ALL
  SELECT
    month,
    'accounts' AS side,
    opening_mrr + new_mrr + expansion_mrr + contraction_mrr + churn_mrr + reactivation_mrr + pause_mrr + resume_mrr
      AS mrr,
    CAST(0 AS DECIMAL(24,6)) AS transfer_mrr
  FROM month_bridges
  UNION ALL
  SELECT
    month,
    concat(grain, ' ', hierarchy) AS side,
    opening_mrr + new_mrr + expansion_mrr + contraction_mrr + churn_mrr + reactivation_mrr + pause_mrr + resume_mrr
    + transfer_mrr AS mrr,
    transfer_mrr
  FROM payer_months
)
SELECT
  month,
  CAST(sum(IF(side = 'items', mrr, 0)) AS DECIMAL(24,6)) AS items_mrr,
  CAST(sum(IF(side = 'accounts', mrr, 0)) AS DECIMAL(24,6)) AS accounts_mrr,
  CAST(sum(IF(side = 'billing_customer as_is', mrr, 0)) AS DECIMAL(24,6)) AS customers_mrr,
  CAST(sum(IF(side = 'parent as_is', mrr, 0)) AS DECIMAL(24,6)) AS parents_mrr,
  CAST(sum(IF(side = 'parent as_was', mrr, 0)) AS DECIMAL(24,6)) AS past_parents_mrr,
  CAST(sum(transfer_mrr) AS DECIMAL(24,6)) AS transfer_mrr
FROM sides
GROUP BY
  month
