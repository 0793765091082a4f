WITH known_keys AS (
  SELECT DISTINCT
    'item' AS kind,
    concat(source, ':', item_id) AS adjusted_key
  FROM billed_ledger
  UNION ALL
  SELECT DISTINCT
    'link' AS kind,
    concat(source, ':', external_id) AS adjusted_key
  FROM link_candidates
  UNION ALL
  SELECT DISTINCT
    'account' AS kind,
    account_name AS adjusted_key
  FROM account_names
  UNION ALL
  SELECT DISTINCT
    'account' AS kind,
    account_id AS adjusted_key
  FROM account_links
  WHERE
    method = 'unmapped'
),
linkable_names AS (
  SELECT DISTINCT account_name
  FROM account_names
)
SELECT
  adjustment_entries.source,
  adjustment_entries.adjustment_id,
  adjustment_entries.adjustment_target,
  adjustment_entries.adjusted_key,
  adjustment_entries.from_date,
  adjustment_entries.to_date,
  adjustment_entries.expires_on,
  adjustment_entries.adjusted_value,
  adjustment_entries.value_currency,
  adjustment_entries.author,
  adjustment_entries.approver,
  adjustment_entries.adjustment_reason,
  adjustment_entries.created_at,
  known_keys.adjusted_key IS NOT NULL
  AND (adjustment_entries.adjustment_target <> 'link' OR linkable_names.account_name IS NOT NULL) AS is_matched,
  adjustment_entries.from_date <= :as_of_date
  AND coalesce(least(adjustment_entries.to_date, adjustment_entries.expires_on) > :as_of_date, true) AS is_acting,
  settings.reporting_currency AS currency
FROM adjustment_entries
CROSS JOIN settings
LEFT JOIN known_keys
  ON known_keys.adjusted_key = adjustment_entries.adjusted_key
  AND known_keys.kind = CASE adjustment_entries.adjustment_target
    WHEN 'link' THEN 'link'
    WHEN 'churn_reason' THEN 'account'
    ELSE 'item'
  END
LEFT JOIN linkable_names
  ON linkable_names.account_name = adjustment_entries.adjusted_value
