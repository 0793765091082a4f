WITH item_sides AS (
  SELECT
    source,
    customer_id,
    currency,
    IF(state = 'earning', mrr, 0) AS earning_mrr,
    IF(state = 'paused', mrr, 0) AS paused_mrr,
    IF(state = 'earning' AND mrr = 0, 1, 0) AS free_items,
    stack(2, from_date, 1, to_date, -1) AS (change_date, side)
  FROM item_ledger
),
account_changes AS (
  SELECT
    account_links.account_id,
    item_sides.currency,
    item_sides.change_date,
    sum(item_sides.side * item_sides.earning_mrr) AS earning_change,
    sum(item_sides.side * item_sides.paused_mrr) AS paused_change,
    sum(item_sides.side * item_sides.free_items) AS free_change
  FROM item_sides
  INNER JOIN account_links
    ON account_links.source = item_sides.source
    AND account_links.external_id = item_sides.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    item_sides.change_date IS NOT NULL
  GROUP BY
    account_links.account_id,
    item_sides.currency,
    item_sides.change_date
  HAVING
    sum(item_sides.side * item_sides.earning_mrr) <> 0
    OR sum(item_sides.side * item_sides.paused_mrr) <> 0
    OR sum(item_sides.side * item_sides.free_items) <> 0
)
SELECT
  account_id,
  change_date AS from_date,
  CAST(sum(earning_change) OVER (PARTITION BY account_id ORDER BY change_date) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(paused_change) OVER (PARTITION BY account_id ORDER BY change_date) AS DECIMAL(24,6)) AS paused_mrr,
  sum(free_change) OVER (PARTITION BY account_id ORDER BY change_date) AS free_item_count,
  currency
FROM account_changes
