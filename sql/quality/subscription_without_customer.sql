WITH customers AS (
  SELECT DISTINCT
    source,
    customer_id
  FROM billing_customers_history
),
sources_with_customers AS (
  SELECT DISTINCT source
  FROM customers
)
SELECT
  subscriptions.source,
  'subscriptions' AS entity,
  'subscription_without_customer' AS rule,
  count(*) AS rows_checked,
  count_if(customers.customer_id IS NULL) AS rows_failed
FROM subscriptions
INNER JOIN sources_with_customers
  ON sources_with_customers.source = subscriptions.source
LEFT JOIN customers
  ON customers.source = subscriptions.source
  AND customers.customer_id = subscriptions.customer_id
GROUP BY
  subscriptions.source
