SELECT
  record,
  utc_instant(_fivetran_start) AS cursor_at,
  IF(
    try_cast(_fivetran_active AS BOOLEAN) = false AND utc_instant(_fivetran_end) < TIMESTAMP '9999-01-01 00:00:00Z',
    utc_instant(_fivetran_end),
    NULL
  ) AS version_ended_at,
  utc_instant(_fivetran_start) AS version_started_at,
  -- A merged account is in the recycle bin as well, but lives on in another.
  is_soft_deleted(is_deleted, _fivetran_deleted)
  AND master_record_id IS NULL AS is_deleted,
  salesforce_id(id) AS account_id,
  name,
  salesforce_id(parent_id) AS parent_account_id,
  salesforce_id(master_record_id) AS merged_into_account_id,
  segment_field AS segment,
  coalesce(region_field, billing_country) AS region,
  industry,
  salesforce_id(owner_id) AS csm_id,
  website_domain(website) AS domain,
  reporting_date(utc_instant(created_date)) AS created_date
FROM raw_fivetran_salesforce_account_history
