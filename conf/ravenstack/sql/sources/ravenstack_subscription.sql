WITH subscription_records AS (
  SELECT
    *,
    written_day(start_date, 'mdy') AS first_day,
    written_day(end_date, 'mdy') AS last_day_of_service,
    try_cast(is_trial AS BOOLEAN) AS is_trial_row,
    try_cast(seats AS DECIMAL(16,4)) AS seat_count,
    CASE billing_frequency
      WHEN 'monthly' THEN try_cast(mrr_amount AS DECIMAL(15,6))
      WHEN 'annual' THEN try_cast(arr_amount AS DECIMAL(15,6))
    END AS billed_amount
  FROM raw_ravenstack_subscriptions
)
SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  subscription_id,
  account_id AS customer_id,
  CASE
    WHEN is_trial_row THEN 'trialing'
    WHEN last_day_of_service IS NOT NULL THEN 'canceled'
    ELSE 'active'
  END AS subscription_status,
  CAST(first_day AS TIMESTAMP) AS started_at,
  CAST(NULL AS TIMESTAMP) AS trial_started_at,
  CAST(NULL AS TIMESTAMP) AS trial_ends_at,
  CAST(date_add(last_day_of_service, 1) AS TIMESTAMP) AS ended_at,
  CAST(NULL AS TIMESTAMP) AS cancel_at,
  CAST(NULL AS TIMESTAMP) AS canceled_at,
  false AS is_canceling_at_period_end,
  CAST(NULL AS TIMESTAMP) AS period_ends_at,
  array(
    named_struct(
      'item_id', subscription_id,
      'product_id', plan_tier,
      'plan', plan_tier,
      'plan_rank', CASE plan_tier WHEN 'Basic' THEN 1 WHEN 'Pro' THEN 2 WHEN 'Enterprise' THEN 3 END,
      'unit_price', CAST(try_divide(billed_amount, seat_count) AS DECIMAL(15,6)),
      'quantity', seat_count,
      'billing_interval', IF(billing_frequency = 'annual', 'year', 'month'),
      'interval_count', 1,
      'currency', 'USD',
      'usage_type', 'licensed'
    )
  ) AS items
FROM subscription_records
