WITH months AS (
  SELECT
    *,
    explode(
      sequence(
        trunc(created_date, 'MM'),
        trunc(least(coalesce(released_date, :as_of_date), coalesce(end_date, from_date), :as_of_date), 'MM'),
        INTERVAL 1 MONTH
      )
    ) AS month
  FROM scheduled_phases
  WHERE
    created_date <= :as_of_date
    AND created_date <= coalesce(end_date, from_date)
    AND coalesce(created_date <= released_date, true)
),
month_ends AS (
  SELECT
    *,
    least(last_day(month), :as_of_date) AS day
  FROM months
),
subscription_days AS (
  SELECT DISTINCT
    source,
    subscription_id,
    month,
    day
  FROM month_ends
),
-- By contract, as the items of that day are discounted.
subscription_values AS (
  SELECT
    subscription_days.source,
    subscription_days.subscription_id,
    subscription_days.month,
    -- Who is on a free plan has no discount.
    coalesce(sum(item_ledger.mrr) / nullif(sum(item_ledger.list_mrr), 0), 1) AS contract_share,
    sum(item_ledger.list_mrr) AS list_mrr,
    bool_or(item_ledger.scheduled_end_date IS NOT NULL) AS is_ending,
    max(item_ledger.customer_id) AS customer_id
  FROM subscription_days
  INNER JOIN item_ledger
    ON item_ledger.source = subscription_days.source
    AND item_ledger.subscription_id = subscription_days.subscription_id
    AND item_ledger.state = 'earning'
    AND item_ledger.from_date <= subscription_days.day
    AND (item_ledger.to_date IS NULL OR item_ledger.to_date > subscription_days.day)
  GROUP BY
    subscription_days.source,
    subscription_days.subscription_id,
    subscription_days.month
),
changes AS (
  SELECT
    account_links.account_id,
    month_ends.month,
    subscription_values.contract_share,
    IF(
      month_ends.from_date > month_ends.day, coalesce(month_ends.list_mrr - month_ends.list_mrr_before, 0), 0
    ) AS step,
    IF(
      month_ends.end_date > month_ends.day AND NOT subscription_values.is_ending,
      coalesce(month_ends.list_mrr, subscription_values.list_mrr),
      0
    ) AS ending
  FROM month_ends
  INNER JOIN subscription_values
    ON subscription_values.source = month_ends.source
    AND subscription_values.subscription_id = month_ends.subscription_id
    AND subscription_values.month = month_ends.month
  INNER JOIN account_links
    ON account_links.source = month_ends.source
    AND account_links.external_id = subscription_values.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    coalesce(month_ends.released_date > month_ends.day, true)
)
SELECT
  account_id,
  month,
  CAST(sum(greatest(step, 0) * contract_share) AS DECIMAL(24,6)) AS raised_mrr,
  CAST(sum((greatest(-step, 0) + ending) * contract_share) AS DECIMAL(24,6)) AS lowered_mrr
FROM changes
WHERE
  step <> 0
  OR ending <> 0
GROUP BY
  account_id,
  month
