WITH windows AS (
  SELECT explode(array(1, 3, 12)) AS months
)
SELECT
  :as_of_date AS as_of_date,
  closings.period,
  concat(windows.months, 'm') AS window,
  'mrr_growth_rate' AS metric,
  closings.dimension,
  closings.dimension_value,
  closings.currency,
  CAST(closings.mrr - openings.mrr AS DECIMAL(24,6)) AS numerator,
  CAST(openings.mrr AS DECIMAL(24,6)) AS denominator,
  openings.accounts_with_mrr AS n,
  rate_of(closings.mrr - openings.mrr, openings.mrr) AS value,
  rate_status(openings.mrr) AS status,
  closings.is_partial
FROM mrr_totals AS closings
CROSS JOIN windows
INNER JOIN mrr_totals AS openings
  ON openings.dimension = closings.dimension
  AND openings.dimension_value = closings.dimension_value
  AND openings.currency = closings.currency
  AND openings.period = add_months(closings.period, -windows.months)
