CREATE TEMPORARY FUNCTION field_key(field STRING)
RETURNS STRING
RETURN lower(regexp_replace(field, '[^A-Za-z0-9]', ''))
