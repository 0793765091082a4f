WITH entries AS (
  SELECT
    account_id,
    movement_date AS entry_date
  FROM day_movements
  WHERE
    movement = 'new'
),
entry_profiles AS (
  SELECT
    entries.account_id,
    entries.entry_date,
    -- The version in force on the first paid day; where that lies before all that is known, the first one.
    max_by(
      struct(profiles.segment, profiles.region),
      struct(
        profiles.valid_from <= entries.entry_date,
        IF(profiles.valid_from <= entries.entry_date, 1, -1) * unix_date(profiles.valid_from)
      )
    ) AS profile
  FROM entries
  LEFT JOIN account_profiles_history AS profiles
    ON profiles.account_id = entries.account_id
    AND NOT profiles.is_deleted
  GROUP BY
    entries.account_id,
    entries.entry_date
),
dimension_attributes AS (
  SELECT DISTINCT attribute
  FROM account_attributes
  WHERE
    is_dimension
),
entry_attributes AS (
  SELECT
    entries.account_id,
    entries.entry_date,
    dimension_attributes.attribute,
    max_by(
      versions.attribute_value,
      struct(
        versions.valid_from <= entries.entry_date,
        IF(versions.valid_from <= entries.entry_date, 1, -1) * unix_date(versions.valid_from)
      )
    ) AS attribute_value
  FROM entries
  CROSS JOIN dimension_attributes
  LEFT JOIN account_attributes_history AS versions
    ON versions.account_id = entries.account_id
    AND versions.attribute = dimension_attributes.attribute
    AND NOT versions.is_deleted
  GROUP BY
    entries.account_id,
    entries.entry_date,
    dimension_attributes.attribute
),
profile_dimensions AS (
  SELECT
    account_id,
    entry_date,
    stack(
      3,
      'all', 'all',
      'segment', coalesce(profile.segment, 'unknown'),
      'region', coalesce(profile.region, 'unknown')
    ) AS (dimension, dimension_value)
  FROM entry_profiles
)
SELECT
  account_id,
  dimension,
  dimension_value,
  entry_date
FROM profile_dimensions
UNION ALL
SELECT
  account_id,
  attribute AS dimension,
  coalesce(attribute_value, 'unknown') AS dimension_value,
  entry_date
FROM entry_attributes
