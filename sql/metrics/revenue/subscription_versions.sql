WITH latest_dates AS (
  SELECT
    source,
    subscription_id,
    max_by(reporting_date(started_at), valid_from) AS started_date,
    max_by(
      reporting_date(
        coalesce(ended_at, cancel_at, IF(is_canceling_at_period_end, period_ends_at, NULL))
      ),
      valid_from
    ) AS end_date
  FROM subscription_states
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    subscription_id
),
known_versions AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    discounts,
    items,
    valid_from,
    IF(is_deleted, 'deleted', subscription_status) AS subscription_status,
    reporting_date(trial_started_at) AS trial_start_date,
    reporting_date(trial_ends_at) AS trial_end_date,
    reporting_date(coalesce(ended_at, cancel_at, IF(is_canceling_at_period_end, period_ends_at, NULL)))
      AS scheduled_end_date,
    NOT is_deleted AND subscription_status IN ('active', 'past_due') AND coalesce(is_collection_paused, false)
      AS is_paused,
    reporting_date(resumes_at) AS resume_date,
    lag(IF(is_deleted, 'deleted', subscription_status)) OVER (
      PARTITION BY source, subscription_id ORDER BY valid_from
    ) AS previous_status,
    lag(valid_from) OVER (PARTITION BY source, subscription_id ORDER BY valid_from)
      AS previous_valid_from,
    row_number() OVER (PARTITION BY source, subscription_id ORDER BY valid_from) AS version_number
  FROM subscription_states
),
dated_versions AS (
  SELECT
    known_versions.*,
    latest_dates.end_date,
    latest_dates.started_date,
    CASE
      WHEN known_versions.version_number = 1 THEN latest_dates.started_date
      WHEN
        known_versions.previous_status = 'trialing'
        AND known_versions.subscription_status NOT IN ('trialing', 'deleted')
        AND known_versions.trial_end_date < known_versions.valid_from
        AND (
          known_versions.trial_end_date >= known_versions.previous_valid_from
          OR known_versions.version_number = 2
        )
        THEN greatest(known_versions.trial_end_date, latest_dates.started_date)
      ELSE greatest(known_versions.valid_from, latest_dates.started_date)
    END AS from_date,
    max(
      IF(
        known_versions.subscription_status = 'past_due'
        AND coalesce(known_versions.previous_status, '') <> 'past_due',
        known_versions.valid_from,
        NULL
      )
    ) OVER (
      PARTITION BY known_versions.source, known_versions.subscription_id
      ORDER BY known_versions.valid_from
    ) AS last_past_due_since,
    max(IF(known_versions.is_paused, NULL, known_versions.version_number)) OVER (
      PARTITION BY known_versions.source, known_versions.subscription_id
      ORDER BY known_versions.valid_from
    ) AS last_unpaused_version
  FROM known_versions
  INNER JOIN latest_dates
    ON latest_dates.source = known_versions.source
    AND latest_dates.subscription_id = known_versions.subscription_id
)
SELECT
  source,
  subscription_id,
  valid_from,
  from_date,
  least(
    lead(from_date) OVER (PARTITION BY source, subscription_id ORDER BY valid_from), end_date
  ) AS to_date,
  customer_id,
  subscription_status,
  started_date,
  coalesce(trial_start_date, IF(trial_end_date IS NULL, NULL, started_date)) AS trial_start_date,
  trial_end_date,
  scheduled_end_date,
  IF(subscription_status = 'past_due', last_past_due_since, NULL) AS past_due_since,
  IF(
    is_paused,
    min(IF(is_paused, valid_from, NULL)) OVER (PARTITION BY source, subscription_id, last_unpaused_version),
    NULL
  ) AS paused_since,
  IF(is_paused, resume_date, NULL) AS resume_date,
  discounts,
  items
FROM dated_versions
