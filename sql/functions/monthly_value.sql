CREATE TEMPORARY FUNCTION monthly_value(
  amount DECIMAL(26,12),
  billing_interval STRING,
  interval_count INT,
  rate DECIMAL(13,8)
)
RETURNS DECIMAL(24,6)
RETURN
  -- Whole numbers of the smallest unit of each factor: their product is exact, and DIV rounds once.
  CAST(
    (
      CAST(amount * 1000000000000 AS DECIMAL(24,0))
      * CAST(rate * 100000000 AS DECIMAL(13,0))
      * CASE billing_interval
        WHEN 'month' THEN 12
        WHEN 'year' THEN 1
        WHEN 'week' THEN 52
        WHEN 'day' THEN 365
      END
      + 6 * interval_count * 100000000000000
    ) DIV (12 * interval_count * 100000000000000)
    AS DECIMAL(24,0)
  ) / 1000000
