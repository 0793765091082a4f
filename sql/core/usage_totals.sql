WITH owned_days AS (
  SELECT
    usage_day_totals.source,
    -- An event that names neither a workspace nor a subscription belongs to the one that its user was in.
    coalesce(
      nullif(usage_day_totals.account_reference, ''), user_workspaces.account_reference, ''
    ) AS account_reference,
    usage_day_totals.subscription_id,
    usage_day_totals.event_date,
    usage_day_totals.is_part,
    usage_day_totals.event_count
  FROM usage_day_totals
  LEFT JOIN user_workspaces
    ON user_workspaces.source = usage_day_totals.source
    AND user_workspaces.user_id = usage_day_totals.user_id
    AND usage_day_totals.account_reference = ''
    AND usage_day_totals.subscription_id = ''
    AND user_workspaces.from_date <= usage_day_totals.event_date
    AND (user_workspaces.to_date IS NULL OR user_workspaces.to_date > usage_day_totals.event_date)
),
counted_days AS (
  SELECT
    source,
    account_reference,
    subscription_id,
    event_date,
    -- What a source counts as a whole and again by its parts counts once.
    greatest(sum(IF(is_part, 0, event_count)), sum(IF(is_part, event_count, 0))) AS event_count
  FROM owned_days
  GROUP BY
    source,
    account_reference,
    subscription_id,
    event_date
)
SELECT
  source,
  account_reference,
  subscription_id,
  sum(event_count) AS event_count,
  max(event_date) FILTER (WHERE event_date <= :as_of_date) AS last_event_date
FROM counted_days
GROUP BY
  source,
  account_reference,
  subscription_id
