WITH earning_items AS (
  SELECT
    account_links.account_id,
    item_ledger.source,
    item_ledger.subscription_id,
    item_ledger.quantity,
    item_ledger.mrr,
    item_ledger.currency
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    item_ledger.to_date IS NULL
    AND item_ledger.state = 'earning'
)
SELECT
  earning_items.account_id,
  CAST(sum(earning_items.mrr) AS DECIMAL(24,6)) AS mrr,
  max(earning_items.currency) AS currency,
  max(main_plans.plan) AS plan,
  CAST(sum(earning_items.quantity) AS DECIMAL(26,4)) AS seat_count,
  count(DISTINCT earning_items.source, earning_items.subscription_id) AS subscription_count
FROM earning_items
LEFT JOIN main_plans
  ON main_plans.account_id = earning_items.account_id
  AND main_plans.month = trunc(:as_of_date, 'MM')
GROUP BY
  earning_items.account_id
