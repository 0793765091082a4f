CREATE TEMPORARY FUNCTION epoch_instant(seconds STRING)
RETURNS TIMESTAMP
RETURN timestamp_seconds(try_cast(seconds AS DECIMAL(11,0)))
