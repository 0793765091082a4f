SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  account_id,
  account_name AS name,
  CAST(NULL AS STRING) AS parent_account_id,
  CAST(NULL AS STRING) AS merged_into_account_id,
  segment_field AS segment,
  region_field AS region,
  industry,
  CAST(NULL AS STRING) AS csm_id,
  CAST(NULL AS STRING) AS domain,
  written_day(signup_date, 'mdy') AS created_date
FROM raw_ravenstack_accounts
