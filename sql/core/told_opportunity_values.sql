WITH starts AS (
  SELECT
    source,
    opportunity_id,
    min(valid_from) AS first_date,
    min(least(valid_from, created_date)) AS start_date
  FROM opportunities_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    opportunity_id
),
shown_values AS (
  SELECT
    versions.source,
    versions.opportunity_id,
    -- What is known first holds from the opportunity's own start.
    IF(versions.valid_from = starts.first_date, starts.start_date, versions.valid_from) AS valid_from,
    TIMESTAMP '1900-01-01 00:00:00' AS told_at,
    '' AS change_id,
    stack(
      3,
      'stage', versions.stage,
      'opportunity_amount', CAST(versions.opportunity_amount AS STRING),
      'close_date', CAST(versions.close_date AS STRING)
    ) AS (opportunity_field, told_value)
  FROM opportunities_history AS versions
  INNER JOIN starts
    ON starts.source = versions.source
    AND starts.opportunity_id = versions.opportunity_id
  WHERE
    NOT versions.is_deleted
),
changes AS (
  SELECT
    opportunity_changes.*,
    reporting_date(opportunity_changes.changed_at) AS change_date,
    starts.first_date,
    starts.start_date,
    row_number() OVER (
      PARTITION BY opportunity_changes.source, opportunity_changes.opportunity_id, opportunity_changes.opportunity_field
      ORDER BY opportunity_changes.changed_at, opportunity_changes.change_id
    ) = 1 AS is_first
  FROM opportunity_changes
  INNER JOIN starts
    ON starts.source = opportunity_changes.source
    AND starts.opportunity_id = opportunity_changes.opportunity_id
  WHERE
    opportunity_changes.opportunity_field IS NOT NULL
),
told_values AS (
  SELECT *
  FROM shown_values
  UNION ALL
  SELECT
    source,
    opportunity_id,
    change_date AS valid_from,
    changed_at AS told_at,
    change_id,
    opportunity_field,
    next_value AS told_value
  FROM changes
  UNION ALL
  SELECT
    source,
    opportunity_id,
    start_date AS valid_from,
    TIMESTAMP '1900-01-02 00:00:00' AS told_at,
    '' AS change_id,
    opportunity_field,
    past_value AS told_value
  FROM changes
  WHERE
    is_first
    AND change_date <= first_date
),
days AS (
  SELECT DISTINCT
    source,
    opportunity_id,
    valid_from
  FROM told_values
)
SELECT
  days.source,
  days.opportunity_id,
  days.valid_from,
  told_values.opportunity_field,
  max_by(
    told_values.told_value, struct(told_values.valid_from, told_values.told_at, told_values.change_id)
  ) AS told_value
FROM days
INNER JOIN told_values
  ON told_values.source = days.source
  AND told_values.opportunity_id = days.opportunity_id
  AND told_values.valid_from <= days.valid_from
GROUP BY
  days.source,
  days.opportunity_id,
  days.valid_from,
  told_values.opportunity_field
