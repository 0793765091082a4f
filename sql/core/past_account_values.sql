WITH named_fields AS (
  SELECT
    accounts_master AS source,
    inline(tracked_fields) AS (account_field, changed_field)
  FROM settings
),
own_fields AS (
  SELECT
    source,
    account_field
  FROM account_changes
  WHERE
    account_field IS NOT NULL
  GROUP BY
    source,
    account_field
),
-- A field that conf names tells a region in place of the one that the mapping knows.
tracked_fields AS (
  SELECT
    source,
    account_field,
    changed_field,
    false AS is_own
  FROM named_fields
  UNION ALL
  SELECT
    own_fields.source,
    own_fields.account_field,
    CAST(NULL AS STRING) AS changed_field,
    true AS is_own
  FROM own_fields
  INNER JOIN settings
    ON settings.accounts_master = own_fields.source
  LEFT ANTI JOIN named_fields
    ON named_fields.account_field = own_fields.account_field
),
first_extracts AS (
  SELECT
    source,
    account_id,
    min(valid_from) AS first_date
  FROM account_profiles_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    account_id
),
changes AS (
  SELECT
    account_changes.source,
    account_changes.account_id,
    tracked_fields.account_field,
    account_changes.past_value,
    account_changes.next_value,
    reporting_date(account_changes.changed_at) AS from_date,
    first_extracts.first_date,
    struct(account_changes.changed_at, account_changes.change_id) AS place
  FROM account_changes
  INNER JOIN tracked_fields
    ON tracked_fields.source = account_changes.source
    AND IF(
      tracked_fields.is_own,
      tracked_fields.account_field = account_changes.account_field,
      field_key(tracked_fields.changed_field) = field_key(account_changes.changed_field)
    )
  INNER JOIN first_extracts
    ON first_extracts.source = account_changes.source
    AND first_extracts.account_id = account_changes.account_id
)
SELECT
  source,
  account_id,
  account_field,
  DATE '1900-01-01' AS from_date,
  min_by(past_value, place) AS past_value
FROM changes
WHERE
  from_date <= first_date
GROUP BY
  source,
  account_id,
  account_field
UNION ALL
SELECT
  source,
  account_id,
  account_field,
  from_date,
  max_by(next_value, place) AS past_value
FROM changes
GROUP BY
  source,
  account_id,
  account_field,
  from_date
