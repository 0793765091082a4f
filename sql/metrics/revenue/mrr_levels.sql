WITH item_changes AS (
  SELECT
    source,
    customer_id,
    currency,
    stack(2, from_date, mrr, to_date, -mrr) AS (change_date, change)
  FROM mrr_items
),
account_changes AS (
  SELECT
    account_links.account_id,
    item_changes.currency,
    item_changes.change_date,
    sum(item_changes.change) AS change
  FROM item_changes
  INNER JOIN account_links
    ON account_links.source = item_changes.source
    AND account_links.external_id = item_changes.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    item_changes.change_date IS NOT NULL
  GROUP BY
    account_links.account_id,
    item_changes.currency,
    item_changes.change_date
  HAVING
    sum(item_changes.change) <> 0
)
SELECT
  account_id,
  change_date AS from_date,
  CAST(
    sum(change) OVER (PARTITION BY account_id ORDER BY change_date) AS DECIMAL(24,6)
  ) AS mrr,
  currency
FROM account_changes
