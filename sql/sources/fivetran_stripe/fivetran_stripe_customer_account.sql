SELECT
  record,
  utc_instant(_fivetran_synced) AS cursor_at,
  is_soft_deleted(is_deleted, _fivetran_deleted) AS is_deleted,
  id AS account_id,
  coalesce(name, email) AS name,
  CAST(NULL AS STRING) AS parent_account_id,
  CAST(NULL AS STRING) AS merged_into_account_id,
  segment_field AS segment,
  coalesce(region_field, address_country) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS csm_id,
  CAST(NULL AS STRING) AS domain,
  reporting_date(utc_instant(created)) AS created_date
FROM raw_fivetran_stripe_customer
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
