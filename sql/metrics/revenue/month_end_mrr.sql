WITH item_months AS (
  SELECT
    source,
    customer_id,
    plan,
    plan_rank,
    mrr,
    currency,
    to_date,
    explode(
      sequence(
        trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH
      )
    ) AS month
  FROM item_ledger
  WHERE
    mrr > 0
    AND state = 'earning'
)
SELECT
  account_links.account_id,
  item_months.month,
  item_months.plan,
  max(item_months.plan_rank) AS plan_rank,
  CAST(sum(item_months.mrr) AS DECIMAL(24,6)) AS mrr,
  item_months.currency
FROM item_months
INNER JOIN account_links
  ON account_links.source = item_months.source
  AND account_links.external_id = item_months.customer_id
  AND account_links.kind = 'billing_customer'
WHERE
  item_months.to_date IS NULL
  OR item_months.to_date > least(last_day(item_months.month), :as_of_date)
GROUP BY
  account_links.account_id,
  item_months.month,
  item_months.plan,
  item_months.currency
