WITH ends AS (
  SELECT
    source,
    dimension,
    dimension_value,
    tenure_months,
    count_if(is_churned) AS churned,
    count_if(NOT is_churned) AS censored
  FROM survival_times
  GROUP BY
    source,
    dimension,
    dimension_value,
    tenure_months
),
curve_months AS (
  SELECT
    source,
    dimension,
    dimension_value,
    explode(sequence(0, max(tenure_months))) AS tenure_months
  FROM ends
  GROUP BY
    source,
    dimension,
    dimension_value
),
lives AS (
  SELECT
    curve_months.source,
    curve_months.dimension,
    curve_months.dimension_value,
    curve_months.tenure_months,
    coalesce(ends.churned, 0) AS churned,
    coalesce(ends.censored, 0) AS censored,
    -- Who churns in a month and who is censored in it are both at risk in it: churns come first.
    sum(coalesce(ends.churned + ends.censored, 0)) OVER (
      PARTITION BY curve_months.source, curve_months.dimension, curve_months.dimension_value
      ORDER BY curve_months.tenure_months DESC
    ) AS at_risk
  FROM curve_months
  LEFT JOIN ends
    ON ends.source = curve_months.source
    AND ends.dimension = curve_months.dimension
    AND ends.dimension_value = curve_months.dimension_value
    AND ends.tenure_months = curve_months.tenure_months
),
products AS (
  SELECT
    *,
    -- Kaplan and Meier's product, to twelve decimals so that 5 of 10 are a half; and the sum of Greenwood.
    IF(
      churned = at_risk,
      0D,
      round(
        exp(sum(ln((at_risk - churned) / at_risk)) OVER (
          PARTITION BY source, dimension, dimension_value ORDER BY tenure_months
        )),
        12
      )
    ) AS survival,
    sum(churned / (at_risk * nullif(at_risk - churned, 0))) OVER (
      PARTITION BY source, dimension, dimension_value ORDER BY tenure_months
    ) AS greenwood_sum
  FROM lives
),
curves AS (
  SELECT
    *,
    -- 1.96 to the last digit: 97.5 % of a normal distribution lie below it.
    IF(
      survival > 0 AND survival < 1,
      exp(1.959963984540054D * sqrt(greenwood_sum) / -ln(survival)),
      NULL
    ) AS log_log_factor
  FROM products
)
SELECT
  source,
  dimension,
  dimension_value,
  tenure_months,
  at_risk,
  churned,
  censored,
  survival,
  IF(survival > 0, round(survival * sqrt(greenwood_sum), 12), NULL) AS standard_error,
  round(pow(survival, log_log_factor), 12) AS lower,
  round(pow(survival, 1 / log_log_factor), 12) AS upper,
  min(IF(survival <= 0.5, tenure_months, NULL)) OVER (
    PARTITION BY source, dimension, dimension_value
  ) AS median_months
FROM curves
