WITH ranked_plans AS (
  SELECT
    account_id,
    month,
    plan,
    row_number() OVER (
      PARTITION BY account_id, month ORDER BY mrr DESC, plan_rank DESC NULLS LAST, plan ASC
    ) AS place
  FROM month_end_mrr
)
SELECT
  account_id,
  month,
  plan
FROM ranked_plans
WHERE
  place = 1
