CREATE TEMPORARY FUNCTION website_domain(website STRING)
RETURNS STRING
RETURN
  nullif(
    regexp_replace(regexp_extract(lower(trim(website)), '^(?:[a-z]+://)?([^/:?#]+)', 1), '^www\\.', ''),
    ''
  )
