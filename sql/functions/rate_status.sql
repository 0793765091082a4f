CREATE TEMPORARY FUNCTION rate_status(denominator DECIMAL(24,6))
RETURNS STRING
RETURN CASE WHEN denominator > 0 THEN 'ok' ELSE 'zero_denominator' END
