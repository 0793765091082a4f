WITH item_months AS (
  SELECT
    *,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM item_ledger
),
item_values AS (
  SELECT
    item_months.source,
    item_months.customer_id,
    account_links.account_id,
    item_months.month,
    CAST(sum(IF(item_months.state = 'earning', item_months.mrr, 0)) AS DECIMAL(24,6)) AS mrr,
    CAST(sum(IF(item_months.state = 'earning', item_months.list_mrr, 0)) AS DECIMAL(24,6)) AS list_mrr,
    CAST(sum(IF(item_months.state = 'earning', item_months.net_mrr, 0)) AS DECIMAL(24,6)) AS net_mrr,
    -- A missing rate leaves the whole sum without a value.
    CAST(
      IF(
        count_if(item_months.state = 'earning' AND spot_rates.rate IS NULL) > 0,
        NULL,
        sum(
          IF(
            item_months.state = 'earning',
            monthly_value(
              item_months.contract_amount, item_months.price.billing_interval, item_months.price.interval_count,
              spot_rates.rate
            ),
            0
          )
        )
      ) AS DECIMAL(24,6)
    ) AS spot_mrr,
    CAST(sum(IF(item_months.state = 'earning', item_months.arr, 0)) AS DECIMAL(24,6)) AS arr,
    CAST(sum(IF(item_months.state = 'paused', item_months.mrr, 0)) AS DECIMAL(24,6)) AS paused_mrr,
    CAST(sum(IF(item_months.state = 'trial', item_months.mrr, 0)) AS DECIMAL(24,6)) AS trial_mrr,
    CAST(
      sum(IF(item_months.state = 'earning' AND item_months.is_past_due, item_months.mrr, 0)) AS DECIMAL(24,6)
    ) AS at_risk_dunning_mrr,
    CAST(
      sum(IF(item_months.state = 'earning' AND item_months.scheduled_end_date IS NOT NULL, item_months.mrr, 0))
      AS DECIMAL(24,6)
    ) AS scheduled_churn_mrr,
    CAST(0 AS DECIMAL(24,6)) AS usage_mrr,
    bool_or(item_months.state = 'paused' AND item_months.mrr > 0)
    OR bool_or(item_months.state = 'earning' AND item_months.mrr = 0) AS is_kept,
    max(item_months.currency) AS currency
  FROM item_months
  INNER JOIN account_links
    ON account_links.source = item_months.source
    AND account_links.external_id = item_months.customer_id
    AND account_links.kind = 'billing_customer'
  LEFT JOIN spot_rates
    ON spot_rates.native_currency = item_months.native_currency
    AND spot_rates.month = item_months.month
  WHERE
    item_months.to_date IS NULL
    OR item_months.to_date > least(last_day(item_months.month), :as_of_date)
  GROUP BY
    item_months.source,
    item_months.customer_id,
    account_links.account_id,
    item_months.month
),
all_values AS (
  SELECT
    source,
    customer_id,
    account_id,
    month,
    mrr,
    list_mrr,
    net_mrr,
    spot_mrr,
    arr,
    paused_mrr,
    trial_mrr,
    at_risk_dunning_mrr,
    scheduled_churn_mrr,
    usage_mrr,
    is_kept,
    currency
  FROM item_values
  UNION ALL
  SELECT
    source,
    customer_id,
    account_id,
    month,
    CAST(0 AS DECIMAL(24,6)) AS mrr,
    CAST(0 AS DECIMAL(24,6)) AS list_mrr,
    CAST(0 AS DECIMAL(24,6)) AS net_mrr,
    CAST(0 AS DECIMAL(24,6)) AS spot_mrr,
    CAST(0 AS DECIMAL(24,6)) AS arr,
    CAST(0 AS DECIMAL(24,6)) AS paused_mrr,
    CAST(0 AS DECIMAL(24,6)) AS trial_mrr,
    CAST(0 AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
    CAST(0 AS DECIMAL(24,6)) AS scheduled_churn_mrr,
    usage_mrr,
    false AS is_kept,
    currency
  FROM usage_months
)
SELECT
  source,
  customer_id,
  account_id,
  month,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(list_mrr) AS DECIMAL(24,6)) AS list_mrr,
  CAST(sum(net_mrr) AS DECIMAL(24,6)) AS net_mrr,
  CAST(IF(count_if(spot_mrr IS NULL) > 0, NULL, sum(spot_mrr)) AS DECIMAL(24,6)) AS spot_mrr,
  CAST(sum(arr) AS DECIMAL(24,6)) AS arr,
  CAST(sum(paused_mrr) AS DECIMAL(24,6)) AS paused_mrr,
  CAST(sum(trial_mrr) AS DECIMAL(24,6)) AS trial_mrr,
  CAST(sum(at_risk_dunning_mrr) AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
  CAST(sum(scheduled_churn_mrr) AS DECIMAL(24,6)) AS scheduled_churn_mrr,
  CAST(IF(count_if(usage_mrr IS NULL) > 0, NULL, sum(usage_mrr)) AS DECIMAL(24,6)) AS usage_mrr,
  bool_or(is_kept) AS is_kept,
  max(currency) AS currency
FROM all_values
GROUP BY
  source,
  customer_id,
  account_id,
  month
