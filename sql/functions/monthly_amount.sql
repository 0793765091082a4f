CREATE TEMPORARY FUNCTION monthly_amount(
  amount DECIMAL(24,6),
  billing_interval STRING,
  interval_count INT
)
RETURNS DECIMAL(24,6)
RETURN
  CAST(
    IF(amount < 0, -1, 1) * (
      (
        CAST(abs(amount) * 1000000 AS DECIMAL(24,0))
        * CASE billing_interval
          WHEN 'month' THEN 12
          WHEN 'year' THEN 1
          WHEN 'week' THEN 52
          WHEN 'day' THEN 365
        END
        + 6 * interval_count
      ) DIV (12 * interval_count)
    )
    AS DECIMAL(24,0)
  ) / 1000000
