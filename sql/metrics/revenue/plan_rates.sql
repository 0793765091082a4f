WITH billed_items AS (
  SELECT explode(items) AS item
  FROM subscription_states
),
currencies AS (
  SELECT DISTINCT item.currency AS native_currency
  FROM billed_items
),
fiscal_years AS (
  SELECT
    reporting_currency,
    add_months(
      make_date(year(coalesce(rates_date, :as_of_date)), fiscal_year_starts, 1),
      IF(month(coalesce(rates_date, :as_of_date)) < fiscal_year_starts, -12, 0)
    ) AS starts_on
  FROM settings
),
latest_plan_rates AS (
  SELECT
    fx_rates.from_currency,
    max_by(fx_rates.rate, fx_rates.rate_date) AS rate
  FROM fx_rates
  INNER JOIN fiscal_years
    ON fiscal_years.reporting_currency = fx_rates.to_currency
    AND fiscal_years.starts_on <= fx_rates.rate_date
    AND fx_rates.rate_date < add_months(fiscal_years.starts_on, 12)
  WHERE
    fx_rates.rate_kind = 'plan'
  GROUP BY
    fx_rates.from_currency
)
SELECT
  currencies.native_currency,
  fiscal_years.reporting_currency AS currency,
  CASE
    WHEN currencies.native_currency = fiscal_years.reporting_currency THEN CAST(1 AS DECIMAL(13,8))
    ELSE latest_plan_rates.rate
  END AS rate
FROM currencies
CROSS JOIN fiscal_years
LEFT JOIN latest_plan_rates
  ON latest_plan_rates.from_currency = currencies.native_currency
