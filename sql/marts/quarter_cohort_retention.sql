SELECT
  cohort_cells.cohort_start AS cohort_quarter,
  cohort_cells.age AS quarters_since,
  cohort_cells.dimension,
  cohort_cells.dimension_value,
  cohort_cells.accounts,
  cohort_cells.active_accounts,
  settings.reporting_currency AS currency,
  cohort_cells.cohort_mrr,
  cohort_cells.closing_mrr,
  cohort_cells.retained_mrr,
  rate_of(cohort_cells.active_accounts, cohort_cells.accounts) AS logo_retention,
  rate_of(cohort_cells.closing_mrr, cohort_cells.cohort_mrr) AS net_revenue_retention,
  rate_of(cohort_cells.retained_mrr, cohort_cells.cohort_mrr) AS gross_revenue_retention,
  cohort_cells.current_accounts,
  cohort_cells.current_active_accounts,
  cohort_cells.current_cohort_mrr,
  cohort_cells.current_closing_mrr,
  cohort_cells.current_retained_mrr,
  rate_of(cohort_cells.current_active_accounts, cohort_cells.current_accounts) AS current_logo_retention,
  rate_of(cohort_cells.current_closing_mrr, cohort_cells.current_cohort_mrr) AS current_net_revenue_retention,
  rate_of(cohort_cells.current_retained_mrr, cohort_cells.current_cohort_mrr) AS current_gross_revenue_retention
FROM cohort_cells
CROSS JOIN settings
WHERE
  cohort_cells.period_unit = 'quarter'
