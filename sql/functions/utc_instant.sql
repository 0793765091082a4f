CREATE TEMPORARY FUNCTION utc_instant(moment STRING)
RETURNS TIMESTAMP
RETURN
  try_cast(
    CASE
      WHEN trim(moment) RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN concat(trim(moment), 'T00:00:00Z')
      WHEN trim(moment) RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+$' THEN concat(trim(moment), 'Z')
      WHEN trim(moment) RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]' THEN trim(moment)
    END AS TIMESTAMP
  )
