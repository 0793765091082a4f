WITH told_parents AS (
  SELECT
    account_id,
    valid_from,
    parent_account_id,
    false AS is_change
  FROM account_profiles_history
  WHERE
    NOT is_deleted
  UNION ALL
  SELECT
    account_id,
    from_date AS valid_from,
    past_value AS parent_account_id,
    true AS is_change
  FROM past_account_values
  WHERE
    account_field = 'parent_account_id'
),
-- On a day of both, the change is what held at its end.
day_parents AS (
  SELECT
    account_id,
    valid_from,
    max_by(parent_account_id, is_change) AS parent_account_id
  FROM told_parents
  GROUP BY
    account_id,
    valid_from
),
known_versions AS (
  SELECT
    versions.account_id,
    versions.valid_from,
    nullif(coalesce(parents.account_id, versions.parent_account_id), versions.account_id) AS parent_account_id
  FROM day_parents AS versions
  LEFT JOIN account_names AS parents
    ON parents.account_name = versions.parent_account_id
),
versions_with_past AS (
  SELECT
    known_accounts.account_id,
    known_versions.parent_account_id,
    known_versions.valid_from,
    row_number() OVER (
      PARTITION BY known_accounts.account_id ORDER BY known_versions.valid_from
    ) = 1 AS is_first,
    known_versions.parent_account_id <=> lag(known_versions.parent_account_id) OVER (
      PARTITION BY known_accounts.account_id ORDER BY known_versions.valid_from
    ) AS is_unchanged
  FROM known_accounts
  LEFT JOIN known_versions
    ON known_versions.account_id = known_accounts.account_id
),
own_parents AS (
  SELECT
    'as_is' AS hierarchy,
    account_id,
    parent_account_id,
    DATE '1900-01-01' AS from_date
  FROM known_accounts
  UNION ALL
  SELECT
    'as_was' AS hierarchy,
    account_id,
    parent_account_id,
    IF(is_first, DATE '1900-01-01', valid_from) AS from_date
  FROM versions_with_past
  WHERE
    is_first
    OR NOT is_unchanged
),
own_spans AS (
  SELECT
    *,
    lead(from_date) OVER (PARTITION BY hierarchy, account_id ORDER BY from_date) AS to_date
  FROM own_parents
),
children AS (
  SELECT
    hierarchy,
    account_id,
    collect_list(struct(from_date, to_date, parent_account_id)) AS spans
  FROM own_spans
  GROUP BY
    hierarchy,
    account_id
  HAVING
    count(parent_account_id) > 0
),
trees AS (
  SELECT
    hierarchy,
    map_from_entries(collect_list(struct(account_id, spans))) AS owners
  FROM children
  GROUP BY
    hierarchy
),
-- From an account up to who owns it, and on to who owns that one, each span parted where an owner changes.
-- What is not at its end after ten owners goes round in a circle.
climbs AS (
  SELECT
    children.hierarchy,
    children.account_id,
    aggregate(
      sequence(1, 10),
      array(
        named_struct(
          'from_date', DATE '1900-01-01', 'to_date', CAST(NULL AS DATE), 'reached', children.account_id,
          'is_owned', true
        )
      ),
      (climbed, step) -> flatten(
        transform(
          climbed,
          span -> IF(
            span.is_owned,
            coalesce(
              transform(
                filter(
                  try_element_at(trees.owners, span.reached),
                  own -> coalesce(own.from_date < span.to_date, true) AND coalesce(own.to_date > span.from_date, true)
                ),
                own -> named_struct(
                  'from_date', greatest(own.from_date, span.from_date), 'to_date', least(own.to_date, span.to_date),
                  'reached', coalesce(own.parent_account_id, span.reached),
                  'is_owned', own.parent_account_id IS NOT NULL
                )
              ),
              array(
                named_struct(
                  'from_date', span.from_date, 'to_date', span.to_date, 'reached', span.reached, 'is_owned', false
                )
              )
            ),
            array(span)
          )
        )
      )
    ) AS spans
  FROM children
  INNER JOIN trees
    ON trees.hierarchy = children.hierarchy
),
climbed_spans AS (
  SELECT
    hierarchy,
    account_id,
    inline(spans) AS (from_date, to_date, reached, is_owned)
  FROM climbs
)
SELECT
  hierarchy,
  account_id,
  IF(is_owned, account_id, reached) AS parent_id,
  from_date,
  to_date,
  is_owned AS is_in_circle
FROM climbed_spans
UNION ALL
SELECT
  own_spans.hierarchy,
  own_spans.account_id,
  own_spans.account_id AS parent_id,
  own_spans.from_date,
  own_spans.to_date,
  false AS is_in_circle
FROM own_spans
LEFT ANTI JOIN children
  ON children.hierarchy = own_spans.hierarchy
  AND children.account_id = own_spans.account_id
