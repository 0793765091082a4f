-- What held when readers last saw numbers, of what was known then.
WITH known_then AS (
  SELECT
    policy_entries_history.policy,
    max_by(
      policy_entries_history.policy_value,
      struct(
        policy_entries_history.policy_from,
        length(policy_entries_history.policy_version),
        policy_entries_history.policy_version,
        policy_entries_history.source
      )
    ) AS policy_value
  FROM policy_entries_history
  INNER JOIN last_night
    ON last_night.last_as_of_date >= policy_entries_history.policy_from
    AND last_night.last_as_of_date >= policy_entries_history.valid_from
    AND coalesce(last_night.last_as_of_date < policy_entries_history.valid_to, true)
  LEFT ANTI JOIN new_files
    ON new_files.source = policy_entries_history.source
    AND new_files.file = policy_entries_history.file
    AND new_files.extract_date = policy_entries_history.valid_from
  WHERE
    NOT policy_entries_history.is_deleted
  GROUP BY
    policy_entries_history.policy
),
changed AS (
  SELECT
    default_policies.policy,
    max_by(policies.source, policies.policy_from) AS source,
    max_by(policies.policy_version, policies.policy_from) AS policy_version
  FROM default_policies
  INNER JOIN policies
    ON policies.policy = default_policies.policy
    AND policies.is_in_force
  LEFT JOIN known_then
    ON known_then.policy = default_policies.policy
  WHERE
    NOT policies.policy_value <=> coalesce(known_then.policy_value, default_policies.default_value)
  GROUP BY
    default_policies.policy
)
SELECT
  changed.policy,
  changed.source,
  max_by(policy_entries_history.file, policy_entries_history.valid_from) AS file,
  max_by(policy_entries_history.record_number, policy_entries_history.valid_from) AS record_number
FROM changed
LEFT JOIN policy_entries_history
  ON policy_entries_history.source = changed.source
  AND policy_entries_history.policy = changed.policy
  AND policy_entries_history.policy_version = changed.policy_version
GROUP BY
  changed.policy,
  changed.source
