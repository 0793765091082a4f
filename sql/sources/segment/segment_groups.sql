SELECT
  record,
  utc_instant(received_at) AS cursor_at,
  false AS is_deleted,
  id AS membership_id,
  user_id,
  group_id AS account_reference,
  utc_instant(coalesce(`timestamp`, received_at)) AS member_since
FROM raw_segment_groups
WHERE
  user_id IS NOT NULL
