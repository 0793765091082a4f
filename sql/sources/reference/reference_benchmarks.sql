SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  metric,
  coalesce(nullif(raw_reference_benchmarks.window, ''), '12m') AS window,
  coalesce(nullif(segment, ''), 'all') AS benchmark_segment,
  raw_reference_benchmarks.source AS benchmark_source,
  try_cast(year AS INT) AS benchmark_year,
  try_cast(nullif(raw_reference_benchmarks.p25, '') AS DOUBLE) AS p25,
  try_cast(nullif(raw_reference_benchmarks.p50, '') AS DOUBLE) AS p50,
  try_cast(nullif(raw_reference_benchmarks.p75, '') AS DOUBLE) AS p75
FROM raw_reference_benchmarks
