WITH versions_with_turns AS (
  SELECT
    *,
    array_sort(
      array_distinct(
        filter(
          array(from_date, trial_start_date, trial_end_date, date_add(past_due_since, 30)),
          turn -> turn >= from_date AND (to_date IS NULL OR turn < to_date)
        )
      )
    ) AS turns
  FROM subscription_versions
  WHERE
    to_date IS NULL
    OR from_date < to_date
),
turns_of_versions AS (
  SELECT
    *,
    posexplode(turns) AS (turn_number, span_from)
  FROM versions_with_turns
),
spans AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    items,
    started_date,
    trial_start_date,
    span_from,
    coalesce(get(turns, turn_number + 1), to_date) AS span_to,
    CASE
      WHEN subscription_status = 'trialing' THEN span_from >= coalesce(trial_start_date, span_from)
      ELSE coalesce(span_from >= trial_start_date AND span_from < trial_end_date, false)
    END AS is_trial,
    CASE subscription_status
      WHEN 'active' THEN true
      WHEN 'trialing' THEN true
      WHEN 'past_due' THEN span_from < date_add(past_due_since, 30)
      WHEN 'canceled' THEN to_date IS NOT NULL
      ELSE false
    END AS is_paying
  FROM turns_of_versions
),
spans_with_past AS (
  SELECT
    *,
    max(IF(is_paying AND NOT is_trial, coalesce(span_to, DATE '9999-12-31'), NULL)) OVER (
      PARTITION BY source, subscription_id ORDER BY span_from
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS last_paying_end
  FROM spans
)
SELECT
  source,
  subscription_id,
  span_from AS from_date,
  span_to AS to_date,
  customer_id,
  is_paying
  AND (
    NOT is_trial
    OR coalesce(started_date < trial_start_date AND last_paying_end >= trial_start_date, false)
  ) AS is_earning,
  items
FROM spans_with_past
