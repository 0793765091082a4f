WITH paid_stretches AS (
  SELECT
    source,
    subscription_id,
    min(from_date) AS started_date,
    IF(bool_or(to_date IS NULL OR to_date > :as_of_date), NULL, max(to_date)) AS ended_date
  FROM subscription_spans
  WHERE
    state IN ('earning', 'paused')
    AND from_date <= :as_of_date
  GROUP BY
    source,
    subscription_id
),
pairs AS (
  SELECT
    migrations.migration_id,
    migrations.old_source,
    migrations.old_subscription_id,
    migrations.new_source,
    migrations.new_subscription_id,
    old_ones.ended_date,
    new_ones.started_date AS handover_date
  FROM migrations
  INNER JOIN paid_stretches AS old_ones
    ON old_ones.source = migrations.old_source
    AND old_ones.subscription_id = migrations.old_subscription_id
  LEFT JOIN paid_stretches AS new_ones
    ON new_ones.source = migrations.new_source
    AND new_ones.subscription_id = migrations.new_subscription_id
  WHERE
    -- What the new one has not taken over in time is lost from the day on which the old one ended.
    IF(
      new_ones.started_date IS NULL,
      old_ones.ended_date > date_sub(:as_of_date, :migration_days),
      new_ones.started_date > old_ones.started_date
      AND coalesce(new_ones.started_date <= date_add(old_ones.ended_date, :migration_days), true)
    )
),
sides AS (
  SELECT
    old_source AS source,
    old_subscription_id AS subscription_id,
    'old' AS side,
    migration_id,
    ended_date,
    handover_date
  FROM pairs
  UNION ALL
  SELECT
    new_source AS source,
    new_subscription_id AS subscription_id,
    'new' AS side,
    migration_id,
    CAST(NULL AS DATE) AS ended_date,
    handover_date
  FROM pairs
  WHERE
    handover_date IS NOT NULL
)
SELECT
  source,
  subscription_id,
  side,
  min_by(migration_id, struct(coalesce(handover_date, :as_of_date), migration_id)) AS migration_id,
  max(ended_date) AS ended_date,
  min(handover_date) AS handover_date
FROM sides
GROUP BY
  source,
  subscription_id,
  side
