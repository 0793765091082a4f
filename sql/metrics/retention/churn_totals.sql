SELECT
  month_start(reviewed_churns.churn_date) AS period,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  reviewed_churns.currency,
  count(*) AS churn_count,
  count(reviewed_churns.churn_reason) AS reasoned_count,
  count_if(reviewed_churns.reason_group = 'other' OR reviewed_churns.churn_reason = 'other') AS other_count,
  CAST(sum(reviewed_churns.mrr) AS DECIMAL(24,6)) AS lost_mrr,
  CAST(sum(IF(reviewed_churns.competitor IS NULL, 0, reviewed_churns.mrr)) AS DECIMAL(24,6)) AS competitor_mrr,
  last_day(month_start(reviewed_churns.churn_date)) > :as_of_date AS is_partial
FROM reviewed_churns
INNER JOIN account_dimensions
  ON account_dimensions.account_id = reviewed_churns.account_id
GROUP BY
  month_start(reviewed_churns.churn_date),
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  reviewed_churns.currency
