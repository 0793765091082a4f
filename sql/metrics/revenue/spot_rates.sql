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
),
known_rates AS (
  SELECT
    month_ends.native_currency,
    month_ends.month,
    -- A rate carries forward for at most a week.
    max_by(
      IF(fx_rates.rate_date >= date_sub(month_ends.rate_day, 7), fx_rates.rate, NULL),
      IF(fx_rates.rate_date <= month_ends.rate_day, fx_rates.rate_date, NULL)
    ) AS closing_rate,
    max_by(fx_rates.rate, IF(fx_rates.rate_date < month_ends.month, fx_rates.rate_date, NULL)) AS earlier_rate,
    min_by(fx_rates.rate, fx_rates.rate_date) AS first_rate
  FROM month_ends
  LEFT JOIN fx_rates
    ON fx_rates.from_currency = month_ends.native_currency
    AND fx_rates.to_currency = month_ends.currency
    AND fx_rates.rate_kind = 'spot'
    AND fx_rates.rate_date <= :as_of_date
  WHERE
    month_ends.native_currency <> month_ends.currency
  GROUP BY
    month_ends.native_currency,
    month_ends.month
)
SELECT
  native_currency,
  month,
  closing_rate AS rate,
  coalesce(earlier_rate, first_rate) AS opening_rate
FROM known_rates
UNION ALL
SELECT
  native_currency,
  month,
  CAST(1 AS DECIMAL(13,8)) AS rate,
  CAST(1 AS DECIMAL(13,8)) AS opening_rate
FROM month_ends
WHERE
  native_currency = currency
