WITH entry_mrr AS (
  SELECT
    account_links.account_id,
    item_ledger.plan,
    max(item_ledger.plan_rank) AS plan_rank,
    sum(item_ledger.mrr) AS mrr
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  INNER JOIN day_movements
    ON day_movements.account_id = account_links.account_id
    AND day_movements.movement = 'new'
    AND day_movements.movement_date >= item_ledger.from_date
    AND (item_ledger.to_date IS NULL OR day_movements.movement_date < item_ledger.to_date)
  WHERE
    item_ledger.mrr > 0
    AND item_ledger.state = 'earning'
  GROUP BY
    account_links.account_id,
    item_ledger.plan
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
