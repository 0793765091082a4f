SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  customerID AS account_id,
  customerID AS name,
  CAST(NULL AS STRING) AS parent_account_id,
  CAST(NULL AS STRING) AS merged_into_account_id,
  segment_field AS segment,
  region_field AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS csm_id,
  CAST(NULL AS STRING) AS domain,
  add_months(record.extract_date, -try_cast(tenure AS INT)) AS created_date
FROM raw_telco_customers
