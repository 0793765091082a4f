WITH members AS (
  SELECT
    account_entry_dimensions.account_id,
    account_entry_dimensions.dimension,
    account_entry_dimensions.dimension_value,
    trunc(account_entry_dimensions.entry_date, 'MM') AS cohort_month
  FROM account_entry_dimensions
),
account_ages AS (
  SELECT
    account_id,
    month,
    closing_mrr,
    first_value(closing_mrr) OVER (PARTITION BY account_id ORDER BY month) AS first_mrr
  FROM month_bridges
  WHERE
    last_day(month) <= :as_of_date
),
cells AS (
  SELECT
    members.cohort_month,
    members.dimension,
    members.dimension_value,
    CAST(months_between(account_ages.month, members.cohort_month) AS INT) AS months_since,
    count_if(account_ages.closing_mrr > 0) AS active_accounts,
    sum(account_ages.closing_mrr) AS closing_mrr,
    sum(least(account_ages.closing_mrr, account_ages.first_mrr)) AS retained_mrr
  FROM members
  INNER JOIN account_ages
    ON account_ages.account_id = members.account_id
  GROUP BY
    members.cohort_month,
    members.dimension,
    members.dimension_value,
    account_ages.month
),
cohorts AS (
  SELECT
    cohort_month,
    dimension,
    dimension_value,
    count(*) AS accounts
  FROM members
  GROUP BY
    cohort_month,
    dimension,
    dimension_value
),
ages AS (
  SELECT
    explode(
      sequence(0, CAST(months_between(trunc(:as_of_date, 'MM'), min(cohort_month)) AS INT))
    ) AS months_since
  FROM cohorts
)
SELECT
  cohorts.cohort_month,
  ages.months_since,
  cohorts.dimension,
  cohorts.dimension_value,
  cohorts.accounts,
  cells.active_accounts,
  settings.reporting_currency AS currency,
  CAST(first_cells.closing_mrr AS DECIMAL(24,6)) AS cohort_mrr,
  CAST(cells.closing_mrr AS DECIMAL(24,6)) AS closing_mrr,
  CAST(cells.retained_mrr AS DECIMAL(24,6)) AS retained_mrr,
  rate_of(cells.active_accounts, cohorts.accounts) AS logo_retention,
  rate_of(cells.closing_mrr, first_cells.closing_mrr) AS net_revenue_retention,
  rate_of(cells.retained_mrr, first_cells.closing_mrr) AS gross_revenue_retention
FROM cohorts
CROSS JOIN ages
CROSS JOIN settings
LEFT JOIN cells
  ON cells.cohort_month = cohorts.cohort_month
  AND cells.dimension = cohorts.dimension
  AND cells.dimension_value = cohorts.dimension_value
  AND cells.months_since = ages.months_since
LEFT JOIN cells AS first_cells
  ON first_cells.cohort_month = cohorts.cohort_month
  AND first_cells.dimension = cohorts.dimension
  AND first_cells.dimension_value = cohorts.dimension_value
  AND first_cells.months_since = 0
