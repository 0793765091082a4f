SELECT
  committed_months.month AS period,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  committed_months.currency,
  sum(committed_months.cmrr_gross) AS cmrr_gross,
  sum(committed_months.cmrr_net) AS cmrr_net,
  count_if(committed_months.cmrr_gross > 0) AS committed_accounts,
  last_day(committed_months.month) > :as_of_date AS is_partial
FROM committed_months
INNER JOIN account_dimensions
  ON account_dimensions.account_id = committed_months.account_id
GROUP BY
  committed_months.month,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  committed_months.currency
