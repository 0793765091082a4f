WITH account_starts AS (
  SELECT
    account_links.account_id,
    min(IF(item_ledger.state = 'trial', item_ledger.from_date, NULL)) AS trial_date,
    min(IF(item_ledger.state = 'earning' AND item_ledger.mrr = 0, item_ledger.from_date, NULL)) AS free_date,
    min(IF(item_ledger.state = 'earning' AND item_ledger.mrr > 0, item_ledger.from_date, NULL)) AS paid_date
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  GROUP BY
    account_links.account_id
),
funnel_starts AS (
  SELECT
    account_id,
    paid_date,
    stack(2, 'trial_to_paid', trial_date, 'free_to_paid', free_date) AS (funnel, start_date)
  FROM account_starts
),
horizons AS (
  SELECT
    funnel,
    paid_date,
    start_date,
    explode(array(30, 60, 90)) AS horizon_days
  FROM funnel_starts
  WHERE
    start_date <= :as_of_date
    AND (paid_date IS NULL OR start_date < paid_date)
),
cohorts AS (
  SELECT
    funnel,
    month_start(start_date) AS started_month,
    horizon_days,
    count(*) AS started,
    count_if(paid_date <= date_add(start_date, horizon_days)) AS converted,
    date_add(last_day(month_start(start_date)), horizon_days) <= :as_of_date AS is_mature
  FROM horizons
  GROUP BY
    funnel,
    month_start(start_date),
    horizon_days
)
SELECT
  funnel,
  started_month,
  horizon_days,
  started,
  converted,
  IF(is_mature, rate_of(converted, started), NULL) AS conversion_rate,
  is_mature
FROM cohorts
