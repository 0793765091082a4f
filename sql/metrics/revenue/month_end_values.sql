SELECT
  account_id,
  month,
  CAST(sum(list_mrr) AS DECIMAL(24,6)) AS list_mrr,
  CAST(sum(net_mrr) AS DECIMAL(24,6)) AS net_mrr,
  -- A missing rate leaves the whole sum without a value.
  CAST(IF(count_if(spot_mrr IS NULL) > 0, NULL, sum(spot_mrr)) AS DECIMAL(24,6)) AS spot_mrr,
  CAST(sum(arr) AS DECIMAL(24,6)) AS arr,
  CAST(sum(paused_mrr) AS DECIMAL(24,6)) AS paused_mrr,
  CAST(sum(trial_mrr) AS DECIMAL(24,6)) AS trial_mrr,
  CAST(sum(at_risk_dunning_mrr) AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
  CAST(sum(scheduled_churn_mrr) AS DECIMAL(24,6)) AS scheduled_churn_mrr,
  CAST(IF(count_if(usage_mrr IS NULL) > 0, NULL, sum(usage_mrr)) AS DECIMAL(24,6)) AS usage_mrr,
  bool_or(is_kept) AS is_kept,
  max(currency) AS currency
FROM customer_month_values
GROUP BY
  account_id,
  month
