SELECT
  source,
  dimension,
  dimension_value,
  tenure_months,
  at_risk,
  churned,
  censored,
  survival,
  standard_error,
  lower,
  upper,
  median_months
FROM survival_estimates
