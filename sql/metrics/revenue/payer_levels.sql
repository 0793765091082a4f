WITH account_spans AS (
  SELECT
    *,
    lead(from_date) OVER (PARTITION BY account_id ORDER BY from_date) AS to_date
  FROM mrr_levels
),
parent_spans AS (
  SELECT
    *,
    lead(parent_id) OVER (PARTITION BY hierarchy, account_id ORDER BY from_date) AS next_parent_id
  FROM account_parents
),
-- What an account pays while one parent owns it. Where another takes over on a day, it takes what was paid before.
owned_spans AS (
  SELECT
    parent_spans.hierarchy,
    parent_spans.parent_id,
    parent_spans.next_parent_id,
    greatest(account_spans.from_date, parent_spans.from_date) AS from_date,
    least(account_spans.to_date, parent_spans.to_date) AS to_date,
    IF(coalesce(account_spans.to_date < parent_spans.to_date, false), NULL, parent_spans.to_date) AS transfer_date,
    account_spans.mrr,
    account_spans.paused_mrr,
    account_spans.free_item_count,
    account_spans.currency
  FROM account_spans
  INNER JOIN parent_spans
    ON parent_spans.account_id = account_spans.account_id
    AND coalesce(parent_spans.to_date > account_spans.from_date, true)
    AND coalesce(parent_spans.from_date < account_spans.to_date, true)
),
customer_spans AS (
  SELECT
    concat(item_ledger.source, ':', item_ledger.customer_id) AS customer,
    item_ledger.from_date,
    item_ledger.to_date,
    IF(item_ledger.state = 'earning', item_ledger.mrr, 0) AS mrr,
    IF(item_ledger.state = 'paused', item_ledger.mrr, 0) AS paused_mrr,
    IF(item_ledger.state = 'earning' AND item_ledger.mrr = 0, 1, 0) AS free_item_count,
    item_ledger.currency
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
),
sides AS (
  SELECT
    'parent' AS grain,
    hierarchy,
    mrr,
    paused_mrr,
    free_item_count,
    currency,
    stack(
      4,
      parent_id, from_date, 1, 0,
      parent_id, to_date, -1, 0,
      parent_id, transfer_date, 0, -1,
      next_parent_id, transfer_date, 0, 1
    ) AS (payer_id, change_date, change_side, transfer_side)
  FROM owned_spans
  UNION ALL
  SELECT
    'billing_customer' AS grain,
    'as_is' AS hierarchy,
    mrr,
    paused_mrr,
    free_item_count,
    currency,
    stack(
      2,
      customer, from_date, 1, 0,
      customer, to_date, -1, 0
    ) AS (payer_id, change_date, change_side, transfer_side)
  FROM customer_spans
),
changes AS (
  SELECT
    grain,
    hierarchy,
    payer_id,
    change_date,
    currency,
    sum(change_side * mrr) AS earning_change,
    sum(change_side * paused_mrr) AS paused_change,
    sum(change_side * free_item_count) AS free_change,
    sum(transfer_side * mrr) AS transferred_mrr,
    sum(transfer_side * paused_mrr) AS transferred_paused_mrr,
    sum(transfer_side * free_item_count) AS transferred_free_items
  FROM sides
  WHERE
    change_date IS NOT NULL
  GROUP BY
    grain,
    hierarchy,
    payer_id,
    change_date,
    currency
)
SELECT
  grain,
  hierarchy,
  payer_id,
  change_date AS from_date,
  CAST(sum(earning_change) OVER payer_days AS DECIMAL(24,6)) AS mrr,
  CAST(sum(paused_change) OVER payer_days AS DECIMAL(24,6)) AS paused_mrr,
  sum(free_change) OVER payer_days AS free_item_count,
  CAST(transferred_mrr AS DECIMAL(24,6)) AS transferred_mrr,
  CAST(transferred_paused_mrr AS DECIMAL(24,6)) AS transferred_paused_mrr,
  transferred_free_items,
  currency
FROM changes
WHERE
  earning_change <> 0
  OR paused_change <> 0
  OR free_change <> 0
  OR transferred_mrr <> 0
  OR transferred_paused_mrr <> 0
  OR transferred_free_items <> 0
WINDOW payer_days AS (PARTITION BY grain, hierarchy, payer_id ORDER BY change_date)
