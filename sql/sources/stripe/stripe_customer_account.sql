SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS account_id,
  coalesce(name, email) AS name,
  CAST(NULL AS STRING) AS parent_account_id,
  CAST(NULL AS STRING) AS merged_into_account_id,
  segment_field AS segment,
  coalesce(region_field, address.country) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS csm_id,
  CAST(NULL AS STRING) AS domain,
  reporting_date(epoch_instant(created)) AS created_date
FROM raw_stripe_customers
WHERE
  coalesce(livemode, 'true') <> 'false'
