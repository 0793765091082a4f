WITH profile_dimensions AS (
  SELECT
    account_id,
    stack(
      3,
      'all', 'all',
      'segment', coalesce(segment, 'unknown'),
      'region', coalesce(region, 'unknown')
    ) AS (dimension, dimension_value)
  FROM known_accounts
),
attribute_dimensions AS (
  SELECT DISTINCT attribute
  FROM account_attributes
  WHERE
    is_dimension
)
SELECT
  account_id,
  dimension,
  dimension_value
FROM profile_dimensions
UNION ALL
SELECT
  known_accounts.account_id,
  attribute_dimensions.attribute AS dimension,
  coalesce(account_attributes.attribute_value, 'unknown') AS dimension_value
FROM known_accounts
CROSS JOIN attribute_dimensions
LEFT JOIN account_attributes
  ON account_attributes.account_id = known_accounts.account_id
  AND account_attributes.attribute = attribute_dimensions.attribute
