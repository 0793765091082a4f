CREATE TEMPORARY FUNCTION company_key(name STRING)
RETURNS STRING
RETURN
  nullif(
    regexp_replace(
      regexp_replace(
        lower(name), '\\b(inc|ltd|limited|llc|plc|gmbh|ag|sa|sas|sarl|bv|nv|oy|ab|corp|corporation|co|company)\\b', ''
      ),
      '[^\\p{L}\\p{N}]',
      ''
    ),
    ''
  )
