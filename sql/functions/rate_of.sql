CREATE TEMPORARY FUNCTION rate_of(
  numerator DECIMAL(24,6),
  denominator DECIMAL(24,6)
)
RETURNS DOUBLE
RETURN CAST(numerator AS DOUBLE) / nullif(CAST(denominator AS DOUBLE), 0)
