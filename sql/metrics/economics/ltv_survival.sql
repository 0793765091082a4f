WITH lives AS (
  SELECT
    dimension,
    dimension_value,
    sum(churned) AS churned,
    CAST(
      sum(CAST(survival / pow(1 + :discount_rate, tenure_months / 12) AS DECIMAL(20,12))) AS DOUBLE
    ) AS paid_months
  FROM survival_estimates
  WHERE
    source = 'revenue'
  GROUP BY
    dimension,
    dimension_value
),
segments AS (
  SELECT
    unit_economics.*,
    coalesce(lives.churned, 0) AS churned,
    rate_of(unit_economics.account_mrr, unit_economics.paying_accounts)
    * rate_of(unit_economics.margin_amount, unit_economics.mrr)
    * lives.paid_months AS lifetime_value,
    CASE
      WHEN coalesce(lives.churned, 0) < 30 THEN 'too_few'
      WHEN unit_economics.paying_accounts = 0 THEN 'zero_denominator'
      ELSE unit_economics.margin_status
    END AS lifetime_value_status
  FROM unit_economics
  LEFT JOIN lives
    ON lives.dimension = unit_economics.dimension
    AND lives.dimension_value = unit_economics.dimension_value
  WHERE
    unit_economics.dimension IN ('all', 'segment')
    -- The curve is of today, so that only the newest month that is over has a value.
    AND unit_economics.period = add_months(trunc(date_add(:as_of_date, 1), 'MM'), -1)
)
SELECT
  :as_of_date AS as_of_date,
  period,
  '1m' AS window,
  'ltv_survival' AS metric,
  dimension,
  dimension_value,
  currency,
  CAST(NULL AS DECIMAL(24,6)) AS numerator,
  CAST(NULL AS DECIMAL(24,6)) AS denominator,
  churned AS n,
  IF(lifetime_value_status = 'ok', lifetime_value, NULL) AS value,
  lifetime_value_status AS status,
  is_partial
FROM segments
