SELECT
  :as_of_date AS closing_date,
  period,
  window,
  metric,
  dimension,
  dimension_value,
  currency,
  numerator,
  denominator,
  n,
  value,
  status
FROM metric_values
WHERE
  period = trunc(add_months(:as_of_date, -1), 'MM')
