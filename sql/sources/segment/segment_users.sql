SELECT
  record,
  utc_instant(received_at) AS cursor_at,
  false AS is_deleted,
  id AS user_id,
  lower(trim(email)) AS email
FROM raw_segment_users
WHERE
  id IS NOT NULL
