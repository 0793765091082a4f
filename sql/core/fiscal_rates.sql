WITH fiscal_years AS (
  SELECT
    reporting_currency,
    add_months(
      make_date(year(coalesce(rates_date, :as_of_date)), fiscal_year_starts, 1),
      IF(month(coalesce(rates_date, :as_of_date)) < fiscal_year_starts, -12, 0)
    ) AS starts_on
  FROM settings
)
SELECT
  fx_rates.from_currency,
  fiscal_years.reporting_currency AS to_currency,
  max_by(fx_rates.rate, fx_rates.rate_date) AS rate
FROM fx_rates
INNER JOIN fiscal_years
  ON fiscal_years.reporting_currency = fx_rates.to_currency
  AND fiscal_years.reporting_currency <> fx_rates.from_currency
  AND fiscal_years.starts_on <= fx_rates.rate_date
  AND fx_rates.rate_date < add_months(fiscal_years.starts_on, 12)
WHERE
  fx_rates.rate_kind = 'plan'
GROUP BY
  fx_rates.from_currency,
  fiscal_years.reporting_currency
UNION ALL
SELECT
  reporting_currency AS from_currency,
  reporting_currency AS to_currency,
  CAST(1 AS DECIMAL(13,8)) AS rate
FROM fiscal_years
