WITH shares AS (
  SELECT
    'billing_customer' AS grain,
    'as_is' AS hierarchy,
    concat(source, ':', customer_id) AS payer_id,
    month,
    mrr,
    list_mrr,
    net_mrr,
    spot_mrr,
    arr,
    paused_mrr,
    trial_mrr,
    at_risk_dunning_mrr,
    usage_mrr,
    is_kept
  FROM customer_month_values
  UNION ALL
  SELECT
    'parent' AS grain,
    account_parents.hierarchy,
    account_parents.parent_id AS payer_id,
    customer_month_values.month,
    customer_month_values.mrr,
    customer_month_values.list_mrr,
    customer_month_values.net_mrr,
    customer_month_values.spot_mrr,
    customer_month_values.arr,
    customer_month_values.paused_mrr,
    customer_month_values.trial_mrr,
    customer_month_values.at_risk_dunning_mrr,
    customer_month_values.usage_mrr,
    customer_month_values.is_kept
  FROM customer_month_values
  INNER JOIN account_parents
    ON account_parents.account_id = customer_month_values.account_id
    AND account_parents.from_date <= least(last_day(customer_month_values.month), :as_of_date)
    AND coalesce(account_parents.to_date > least(last_day(customer_month_values.month), :as_of_date), true)
)
SELECT
  grain,
  hierarchy,
  payer_id,
  month,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(list_mrr) AS DECIMAL(24,6)) AS list_mrr,
  CAST(sum(net_mrr) AS DECIMAL(24,6)) AS net_mrr,
  -- A missing rate leaves the whole sum without a value.
  CAST(IF(count_if(spot_mrr IS NULL) > 0, NULL, sum(spot_mrr)) AS DECIMAL(24,6)) AS spot_mrr,
  CAST(sum(arr) AS DECIMAL(24,6)) AS arr,
  CAST(sum(paused_mrr) AS DECIMAL(24,6)) AS paused_mrr,
  CAST(sum(trial_mrr) AS DECIMAL(24,6)) AS trial_mrr,
  CAST(sum(at_risk_dunning_mrr) AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
  CAST(IF(count_if(usage_mrr IS NULL) > 0, NULL, sum(usage_mrr)) AS DECIMAL(24,6)) AS usage_mrr,
  bool_or(is_kept) AS is_kept
FROM shares
GROUP BY
  grain,
  hierarchy,
  payer_id,
  month
