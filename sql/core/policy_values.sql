WITH in_force AS (
  SELECT
    policy,
    policy_value,
    policy_version,
    struct(policy_from, length(policy_version), policy_version, source) AS place
  FROM policy_entries
  WHERE
    policy_from <= :as_of_date
),
latest AS (
  SELECT
    policy,
    max_by(policy_value, place) AS policy_value
  FROM in_force
  GROUP BY
    policy
),
versions AS (
  SELECT coalesce(max_by(policy_version, place), 'default') AS policy_version
  FROM in_force
),
chosen AS (
  SELECT
    default_policies.policy,
    coalesce(latest.policy_value, default_policies.default_value) AS policy_value
  FROM default_policies
  LEFT JOIN latest
    ON latest.policy = default_policies.policy
)
SELECT
  max(versions.policy_version) AS policy_version,
  CAST(max(IF(chosen.policy = 'booking_days', chosen.policy_value, NULL)) AS INT) AS booking_days,
  max(IF(chosen.policy = 'discount_rate', chosen.policy_value, NULL)) AS discount_rate,
  CAST(max(IF(chosen.policy = 'dunning_days', chosen.policy_value, NULL)) AS INT) AS dunning_days,
  CAST(max(IF(chosen.policy = 'early_renewal_days', chosen.policy_value, NULL)) AS INT) AS early_renewal_days,
  CAST(max(IF(chosen.policy = 'grace_days', chosen.policy_value, NULL)) AS INT) AS grace_days,
  max(IF(chosen.policy = 'gross_margin', chosen.policy_value, NULL)) AS gross_margin,
  CAST(max(IF(chosen.policy = 'migration_days', chosen.policy_value, NULL)) AS INT) AS migration_days,
  CAST(max(IF(chosen.policy = 'pause_days', chosen.policy_value, NULL)) AS INT) AS pause_days,
  CAST(max(IF(chosen.policy = 'renewal_window_days', chosen.policy_value, NULL)) AS INT) AS renewal_window_days,
  CAST(max(IF(chosen.policy = 'signature_days', chosen.policy_value, NULL)) AS INT) AS signature_days
FROM chosen
CROSS JOIN versions
