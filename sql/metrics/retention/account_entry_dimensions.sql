WITH entries AS (
  SELECT
    account_id,
    movement_date AS entry_date
  FROM day_movements
  WHERE
    movement = 'new'
),
dimensions AS (
  SELECT explode(array('segment', 'region')) AS dimension
  UNION ALL
  SELECT DISTINCT attribute AS dimension
  FROM account_attributes
  WHERE
    is_dimension
),
versions AS (
  SELECT
    account_id,
    valid_from,
    false AS is_change,
    stack(2, 'segment', segment, 'region', region) AS (dimension, dimension_value)
  FROM account_profiles_history
  WHERE
    NOT is_deleted
  UNION ALL
  SELECT
    account_id,
    valid_from,
    false AS is_change,
    attribute AS dimension,
    attribute_value AS dimension_value
  FROM account_attributes_history
  WHERE
    NOT is_deleted
  UNION ALL
  SELECT
    account_id,
    from_date AS valid_from,
    true AS is_change,
    account_field AS dimension,
    past_value AS dimension_value
  FROM past_account_values
),
entry_values AS (
  SELECT
    entries.account_id,
    dimensions.dimension,
    -- The version in force on the first paid day; where that lies before all that is known, the first one.
    max_by(
      versions.dimension_value,
      struct(
        versions.valid_from <= entries.entry_date,
        IF(versions.valid_from <= entries.entry_date, 1, -1) * unix_date(versions.valid_from),
        versions.is_change
      )
    ) AS dimension_value,
    entries.entry_date
  FROM entries
  CROSS JOIN dimensions
  LEFT JOIN versions
    ON versions.account_id = entries.account_id
    AND versions.dimension = dimensions.dimension
  GROUP BY
    entries.account_id,
    dimensions.dimension,
    entries.entry_date
)
SELECT
  account_id,
  'all' AS dimension,
  'all' AS dimension_value,
  entry_date
FROM entries
UNION ALL
SELECT
  account_id,
  dimension,
  coalesce(dimension_value, 'unknown') AS dimension_value,
  entry_date
FROM entry_values
