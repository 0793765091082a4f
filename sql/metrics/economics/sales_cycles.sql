WITH periods AS (
  SELECT DISTINCT period
  FROM mrr_totals
),
won_deals AS (
  SELECT
    close_date,
    datediff(close_date, created_date) AS cycle_days
  FROM account_opportunities
  WHERE
    is_won
    AND opportunity_kind = 'new_business'
    AND close_date <= :as_of_date
    AND created_date <= close_date
)
SELECT
  periods.period,
  count(*) AS won_deals,
  CAST(round(median(won_deals.cycle_days) / 30.4375) AS INT) AS cycle_months
FROM periods
INNER JOIN won_deals
  ON won_deals.close_date >= add_months(periods.period, -11)
  AND won_deals.close_date <= last_day(periods.period)
GROUP BY
  periods.period
