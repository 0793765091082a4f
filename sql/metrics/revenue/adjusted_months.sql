WITH adjusted_items AS (
  SELECT
    item_ledger.source,
    item_ledger.customer_id,
    account_links.account_id,
    coalesce(item_ledger.adjustment_id, account_links.adjustment_id) AS adjustment_id,
    item_ledger.from_date,
    -- Where an adjustment ends, something moves as well.
    least(coalesce(item_ledger.to_date, :as_of_date), :as_of_date) AS last_date
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    coalesce(item_ledger.adjustment_id, account_links.adjustment_id) IS NOT NULL
    AND item_ledger.from_date <= :as_of_date
)
SELECT DISTINCT
  source,
  customer_id,
  account_id,
  explode(sequence(trunc(from_date, 'MM'), trunc(last_date, 'MM'), INTERVAL 1 MONTH)) AS month,
  adjustment_id
FROM adjusted_items
