CREATE TEMPORARY FUNCTION written_day(written STRING, slashes STRING)
RETURNS DATE
RETURN
  try_cast(
    CASE
      WHEN trim(written) RLIKE '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?$'
        THEN regexp_extract(trim(written), '^[0-9-]+', 0)
      -- A spreadsheet keeps a day as a number, counted from the end of 1899.
      WHEN trim(written) RLIKE '^[0-9]{5}([.]0+)?$'
        THEN CAST(date_add(DATE '1899-12-30', CAST(substr(trim(written), 1, 5) AS INT)) AS STRING)
      WHEN trim(written) RLIKE '^[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}([ T].*)?$'
        OR (
          trim(written) RLIKE '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}([ T].*)?$'
          AND (
            slashes = 'dmy'
            OR (
              slashes IS NULL
              -- Only one of its two numbers can be a month, or both are the same.
              AND trim(written) RLIKE '^(1[3-9]|[23][0-9])/|^0?([1-9]|1[0-2])/0?\\2/'
            )
          )
        )
        THEN regexp_replace(trim(written), '^([0-9]+)[./]([0-9]+)[./]([0-9]+).*$', '$3-$2-$1')
      WHEN trim(written) RLIKE '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}([ T].*)?$'
        AND (slashes = 'mdy' OR (slashes IS NULL AND trim(written) RLIKE '^[0-9]+/(1[3-9]|[23][0-9])/'))
        THEN regexp_replace(trim(written), '^([0-9]+)/([0-9]+)/([0-9]+).*$', '$3-$1-$2')
    END AS DATE
  )
