WITH told_values AS (
  SELECT
    source,
    account_id,
    valid_from,
    false AS is_change,
    stack(
      4, 'parent_account_id', parent_account_id, 'segment', segment, 'region', region, 'csm_id', csm_id
    ) AS (account_field, told_value)
  FROM account_profiles_history
  WHERE
    NOT is_deleted
  UNION ALL
  SELECT
    source,
    account_id,
    from_date AS valid_from,
    true AS is_change,
    account_field,
    past_value AS told_value
  FROM past_account_values
  WHERE
    account_field IN ('parent_account_id', 'segment', 'region')
),
days AS (
  SELECT DISTINCT
    source,
    account_id,
    valid_from
  FROM told_values
),
day_fields AS (
  SELECT
    days.source,
    days.account_id,
    days.valid_from,
    told_values.account_field,
    max_by(told_values.told_value, struct(told_values.valid_from, told_values.is_change)) AS told_value
  FROM days
  INNER JOIN told_values
    ON told_values.account_id = days.account_id
    AND told_values.valid_from <= days.valid_from
  GROUP BY
    days.source,
    days.account_id,
    days.valid_from,
    told_values.account_field
),
day_profiles AS (
  SELECT
    source,
    account_id,
    valid_from,
    struct(
      max(IF(account_field = 'parent_account_id', told_value, NULL)) AS parent_account_id,
      max(IF(account_field = 'segment', told_value, NULL)) AS segment,
      max(IF(account_field = 'region', told_value, NULL)) AS region,
      max(IF(account_field = 'csm_id', told_value, NULL)) AS csm_id
    ) AS profile
  FROM day_fields
  GROUP BY
    source,
    account_id,
    valid_from
),
compared_profiles AS (
  SELECT
    *,
    lag(profile) OVER (PARTITION BY account_id ORDER BY valid_from) <=> profile AS is_unchanged
  FROM day_profiles
),
deletions AS (
  SELECT
    account_id,
    max(valid_from) AS deleted_from
  FROM account_profiles_history
  WHERE
    is_deleted
    AND valid_to IS NULL
  GROUP BY
    account_id
)
SELECT
  compared_profiles.account_id,
  compared_profiles.valid_from,
  coalesce(
    lead(compared_profiles.valid_from) OVER (
      PARTITION BY compared_profiles.account_id ORDER BY compared_profiles.valid_from
    ),
    deletions.deleted_from
  ) AS valid_to,
  nullif(coalesce(parents.account_id, compared_profiles.profile.parent_account_id), compared_profiles.account_id)
    AS parent_account_id,
  compared_profiles.profile.segment,
  compared_profiles.profile.region,
  coalesce(managers.name, compared_profiles.profile.csm_id) AS csm
FROM compared_profiles
INNER JOIN known_accounts
  ON known_accounts.account_id = compared_profiles.account_id
LEFT JOIN deletions
  ON deletions.account_id = compared_profiles.account_id
LEFT JOIN account_names AS parents
  ON parents.account_name = compared_profiles.profile.parent_account_id
LEFT JOIN csms AS managers
  ON managers.source = compared_profiles.source
  AND managers.csm_id = compared_profiles.profile.csm_id
WHERE
  NOT compared_profiles.is_unchanged
  -- Who changed on the day of the deletion had it at no day's end.
  AND coalesce(compared_profiles.valid_from < deletions.deleted_from, true)
