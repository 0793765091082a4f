WITH entries AS (
  SELECT
    'default' AS source,
    policy,
    'default' AS policy_version,
    default_value AS policy_value,
    DATE '1900-01-01' AS policy_from,
    'Tenure' AS author,
    'holds unless a company chooses otherwise' AS policy_reason
  FROM default_policies
  UNION ALL
  SELECT
    source,
    policy,
    policy_version,
    policy_value,
    policy_from,
    author,
    policy_reason
  FROM policy_entries
)
SELECT
  entries.source,
  entries.policy,
  entries.policy_version,
  entries.policy_value,
  entries.policy_from,
  lead(entries.policy_from) OVER choices AS policy_to,
  entries.author,
  entries.policy_reason,
  entries.policy_from <= :as_of_date
  AND coalesce(lead(entries.policy_from) OVER choices > :as_of_date, true) AS is_in_force,
  settings.reporting_currency AS currency
FROM entries
CROSS JOIN settings
WINDOW
  choices AS (
    PARTITION BY entries.policy
    ORDER BY entries.policy_from, length(entries.policy_version), entries.policy_version, entries.source
  )
