WITH our_values AS (
  SELECT
    metric,
    window,
    dimension_value AS benchmark_segment,
    year(period) AS benchmark_year,
    max_by(struct(period, value), period) AS latest
  FROM metric_values
  WHERE
    dimension IN ('all', 'segment')
    AND NOT is_partial
    AND value IS NOT NULL
  GROUP BY
    metric,
    window,
    dimension_value,
    year(period)
)
SELECT
  benchmarks.metric,
  benchmarks.window,
  benchmarks.benchmark_segment,
  benchmarks.benchmark_source,
  benchmarks.benchmark_year,
  benchmarks.p25,
  benchmarks.p50,
  benchmarks.p75,
  our_values.latest.period,
  our_values.latest.value,
  CASE
    WHEN our_values.latest.value IS NULL THEN 'no_value'
    WHEN our_values.latest.value < benchmarks.p25 THEN 'below_p25'
    WHEN our_values.latest.value < benchmarks.p50 THEN 'below_p50'
    WHEN our_values.latest.value <= benchmarks.p75 THEN 'from_p50'
    WHEN our_values.latest.value > benchmarks.p75 THEN 'above_p75'
    ELSE 'from_p50'
  END AS status
FROM benchmarks
LEFT JOIN our_values
  ON our_values.metric = benchmarks.metric
  AND our_values.window = benchmarks.window
  AND our_values.benchmark_segment = benchmarks.benchmark_segment
  AND our_values.benchmark_year = benchmarks.benchmark_year
