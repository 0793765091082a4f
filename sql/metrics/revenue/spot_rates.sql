WITH currencies AS (
  SELECT DISTINCT
    native_currency,
    currency
  FROM plan_rates
),
months AS (
  SELECT
    explode(
      sequence(trunc(min(from_date), 'MM'), trunc(:as_of_date, 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM item_ledger
),
month_ends AS (
  SELECT
    currencies.native_currency,
    currencies.currency,
    months.month,
    least(last_day(months.month), :as_of_date) AS rate_day
  FROM currencies
  CROSS JOIN months
)
SELECT
  month_ends.native_currency,
  month_ends.month,
  CASE
    WHEN month_ends.native_currency = month_ends.currency THEN CAST(1 AS DECIMAL(13,8))
    -- A rate carries forward for at most a week.
    ELSE max_by(fx_rates.rate, fx_rates.rate_date)
  END AS rate
FROM month_ends
LEFT JOIN fx_rates
  ON fx_rates.from_currency = month_ends.native_currency
  AND fx_rates.to_currency = month_ends.currency
  AND fx_rates.rate_kind = 'spot'
  AND fx_rates.rate_date <= month_ends.rate_day
  AND fx_rates.rate_date >= date_sub(month_ends.rate_day, 7)
GROUP BY
  month_ends.native_currency,
  month_ends.currency,
  month_ends.month
