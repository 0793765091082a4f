WITH lives AS (
  SELECT
    account_id,
    min(IF(movement = 'new', movement_date, NULL)) AS customer_since,
    min(IF(movement = 'churn', movement_date, NULL)) AS first_churn_date
  FROM day_movements
  GROUP BY
    account_id
),
dated_lives AS (
  SELECT
    account_id,
    customer_since,
    coalesce(first_churn_date, :as_of_date) AS end_date,
    first_churn_date IS NOT NULL AS is_churned
  FROM lives
),
calendar_months AS (
  SELECT
    *,
    CAST(months_between(trunc(end_date, 'MM'), trunc(customer_since, 'MM')) AS INT) AS months_begun
  FROM dated_lives
),
tenures AS (
  SELECT
    account_id,
    months_begun - IF(add_months(customer_since, months_begun) > end_date, 1, 0) AS tenure_months,
    is_churned
  FROM calendar_months
)
SELECT
  'revenue' AS source,
  tenures.account_id,
  account_entry_dimensions.dimension,
  account_entry_dimensions.dimension_value,
  tenures.tenure_months,
  tenures.is_churned
FROM tenures
INNER JOIN account_entry_dimensions
  ON account_entry_dimensions.account_id = tenures.account_id
UNION ALL
SELECT
  'revenue' AS source,
  tenures.account_id,
  'plan' AS dimension,
  coalesce(entry_plans.plan, 'unknown') AS dimension_value,
  tenures.tenure_months,
  tenures.is_churned
FROM tenures
LEFT JOIN entry_plans
  ON entry_plans.account_id = tenures.account_id
