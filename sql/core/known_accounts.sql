WITH master_records AS (
  SELECT
    account_id,
    source,
    -- What was last known holds for a record that the master has deleted since.
    max_by(
      struct(
        name,
        parent_account_id,
        segment,
        region,
        industry,
        csm_id,
        created_date
      ),
      struct(NOT is_deleted, valid_from)
    ) AS profile,
    max_by(is_deleted, valid_from) AS is_deleted
  FROM account_profiles_history
  GROUP BY
    account_id,
    source
)
SELECT
  master_records.account_id,
  master_records.profile.name,
  nullif(coalesce(parents.account_id, master_records.profile.parent_account_id), master_records.account_id)
    AS parent_account_id,
  master_records.profile.segment,
  master_records.profile.region,
  master_records.profile.industry,
  coalesce(csms.name, master_records.profile.csm_id) AS csm,
  master_records.profile.created_date,
  master_records.is_deleted
FROM master_records
-- A merged account is told by its survivor alone.
INNER JOIN account_names AS survivors
  ON survivors.account_name = master_records.account_id
  AND survivors.account_id = master_records.account_id
LEFT JOIN account_names AS parents
  ON parents.account_name = master_records.profile.parent_account_id
LEFT JOIN csms
  ON csms.source = master_records.source
  AND csms.csm_id = master_records.profile.csm_id
UNION ALL
SELECT
  account_id,
  max(name) AS name,
  CAST(NULL AS STRING) AS parent_account_id,
  CAST(NULL AS STRING) AS segment,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS csm,
  CAST(NULL AS DATE) AS created_date,
  false AS is_deleted
FROM account_links
WHERE
  method = 'unmapped'
GROUP BY
  account_id
