WITH item_months AS (
  SELECT
    *,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM item_ledger
)
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
