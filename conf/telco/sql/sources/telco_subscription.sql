SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  customerID AS subscription_id,
  customerID AS customer_id,
  IF(Churn = 'Yes', 'canceled', 'active') AS subscription_status,
  CAST(add_months(record.extract_date, -try_cast(tenure AS INT)) AS TIMESTAMP) AS started_at,
  CAST(NULL AS TIMESTAMP) AS trial_started_at,
  CAST(NULL AS TIMESTAMP) AS trial_ends_at,
  IF(Churn = 'Yes', CAST(record.extract_date AS TIMESTAMP), NULL) AS ended_at,
  CAST(NULL AS TIMESTAMP) AS cancel_at,
  CAST(NULL AS TIMESTAMP) AS canceled_at,
  false AS is_canceling_at_period_end,
  CAST(NULL AS TIMESTAMP) AS period_ends_at,
  array(
    named_struct(
      'item_id', customerID,
      'price_id', CAST(NULL AS STRING),
      'product_id', Contract,
      'plan', Contract,
      'plan_rank', CASE Contract WHEN 'Month-to-month' THEN 1 WHEN 'One year' THEN 2 WHEN 'Two year' THEN 3 END,
      'unit_price', try_cast(MonthlyCharges AS DECIMAL(15,6)),
      'quantity', CAST(1 AS DECIMAL(16,4)),
      'billing_interval', 'month',
      'interval_count', 1,
      'currency', 'USD',
      'usage_type', 'licensed'
    )
  ) AS items
FROM raw_telco_customers
