WITH entry_mrr AS (
  SELECT
    account_links.account_id,
    mrr_items.plan,
    max(mrr_items.plan_rank) AS plan_rank,
    sum(mrr_items.mrr) AS mrr
  FROM mrr_items
  INNER JOIN account_links
    ON account_links.source = mrr_items.source
    AND account_links.external_id = mrr_items.customer_id
    AND account_links.kind = 'billing_customer'
  INNER JOIN day_movements
    ON day_movements.account_id = account_links.account_id
    AND day_movements.movement = 'new'
    AND day_movements.movement_date >= mrr_items.from_date
    AND (mrr_items.to_date IS NULL OR day_movements.movement_date < mrr_items.to_date)
  WHERE
    mrr_items.mrr > 0
  GROUP BY
    account_links.account_id,
    mrr_items.plan
),
ranked_plans AS (
  SELECT
    account_id,
    plan,
    row_number() OVER (
      PARTITION BY account_id ORDER BY mrr DESC, plan_rank DESC NULLS LAST, plan ASC
    ) AS place
  FROM entry_mrr
)
SELECT
  account_id,
  plan
FROM ranked_plans
WHERE
  place = 1
