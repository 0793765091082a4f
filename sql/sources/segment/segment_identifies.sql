SELECT
  record,
  utc_instant(received_at) AS cursor_at,
  false AS is_deleted,
  user_id AS user_id,
  lower(trim(email)) AS email
FROM raw_segment_identifies
WHERE
  user_id IS NOT NULL
