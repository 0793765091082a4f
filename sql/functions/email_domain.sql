CREATE TEMPORARY FUNCTION email_domain(address STRING)
RETURNS STRING
RETURN nullif(lower(trim(regexp_extract(address, '@([^@]+)$', 1))), '')
