WITH all_values AS (
  SELECT
    account_id,
    dimension,
    dimension_value,
    entry_date,
    true AS is_entry
  FROM account_entry_dimensions
  UNION ALL
  SELECT
    account_dimensions.account_id,
    account_dimensions.dimension,
    account_dimensions.dimension_value,
    account_entry_dimensions.entry_date,
    false AS is_entry
  FROM account_dimensions
  INNER JOIN account_entry_dimensions
    ON account_entry_dimensions.account_id = account_dimensions.account_id
    AND account_entry_dimensions.dimension = 'all'
),
members AS (
  SELECT
    account_id,
    dimension,
    dimension_value,
    entry_date,
    max(is_entry) AS is_entry,
    max(NOT is_entry) AS is_current
  FROM all_values
  GROUP BY
    account_id,
    dimension,
    dimension_value,
    entry_date
),
period_members AS (
  SELECT
    account_id,
    dimension,
    dimension_value,
    is_entry,
    is_current,
    stack(2, 'month', trunc(entry_date, 'MM'), 'quarter', trunc(entry_date, 'QUARTER')) AS (period_unit, cohort_start)
  FROM members
),
cohorts AS (
  SELECT
    period_unit,
    cohort_start,
    dimension,
    dimension_value,
    count_if(is_entry) AS accounts,
    count_if(is_current) AS current_accounts
  FROM period_members
  GROUP BY
    period_unit,
    cohort_start,
    dimension,
    dimension_value
),
cells AS (
  SELECT
    period_members.period_unit,
    period_members.cohort_start,
    period_members.dimension,
    period_members.dimension_value,
    cohort_ages.age,
    count_if(cohort_ages.closing_mrr > 0 AND period_members.is_entry) AS active_accounts,
    sum(IF(period_members.is_entry, cohort_ages.closing_mrr, 0)) AS closing_mrr,
    sum(IF(period_members.is_entry, cohort_ages.retained_mrr, 0)) AS retained_mrr,
    count_if(cohort_ages.closing_mrr > 0 AND period_members.is_current) AS current_active_accounts,
    sum(IF(period_members.is_current, cohort_ages.closing_mrr, 0)) AS current_closing_mrr,
    sum(IF(period_members.is_current, cohort_ages.retained_mrr, 0)) AS current_retained_mrr
  FROM period_members
  INNER JOIN cohort_ages
    ON cohort_ages.account_id = period_members.account_id
    AND cohort_ages.period_unit = period_members.period_unit
  GROUP BY
    period_members.period_unit,
    period_members.cohort_start,
    period_members.dimension,
    period_members.dimension_value,
    cohort_ages.age
),
ages AS (
  SELECT
    period_unit,
    explode(
      sequence(
        0,
        IF(
          period_unit = 'month',
          CAST(months_between(trunc(:as_of_date, 'MM'), min(cohort_start)) AS INT),
          CAST(months_between(trunc(:as_of_date, 'QUARTER'), min(cohort_start)) / 3 AS INT)
        )
      )
    ) AS age
  FROM cohorts
  GROUP BY
    period_unit
)
SELECT
  cohorts.period_unit,
  cohorts.cohort_start,
  ages.age,
  cohorts.dimension,
  cohorts.dimension_value,
  cohorts.accounts,
  cells.active_accounts,
  CAST(first_cells.closing_mrr AS DECIMAL(24,6)) AS cohort_mrr,
  CAST(cells.closing_mrr AS DECIMAL(24,6)) AS closing_mrr,
  CAST(cells.retained_mrr AS DECIMAL(24,6)) AS retained_mrr,
  cohorts.current_accounts,
  cells.current_active_accounts,
  CAST(first_cells.current_closing_mrr AS DECIMAL(24,6)) AS current_cohort_mrr,
  CAST(cells.current_closing_mrr AS DECIMAL(24,6)) AS current_closing_mrr,
  CAST(cells.current_retained_mrr AS DECIMAL(24,6)) AS current_retained_mrr
FROM cohorts
INNER JOIN ages
  ON ages.period_unit = cohorts.period_unit
LEFT JOIN cells
  ON cells.period_unit = cohorts.period_unit
  AND cells.cohort_start = cohorts.cohort_start
  AND cells.dimension = cohorts.dimension
  AND cells.dimension_value = cohorts.dimension_value
  AND cells.age = ages.age
LEFT JOIN cells AS first_cells
  ON first_cells.period_unit = cohorts.period_unit
  AND first_cells.cohort_start = cohorts.cohort_start
  AND first_cells.dimension = cohorts.dimension
  AND first_cells.dimension_value = cohorts.dimension_value
  AND first_cells.age = 0
