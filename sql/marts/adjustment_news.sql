WITH entries AS (
  SELECT
    source,
    adjustment_target,
    adjusted_key,
    adjusted_value,
    lag(adjusted_value) OVER (PARTITION BY source, adjustment_id ORDER BY valid_from) AS last_value,
    valid_from,
    file,
    record_number
  FROM adjustment_entries_history
),
item_accounts AS (
  SELECT DISTINCT
    concat(item_ledger.source, ':', item_ledger.item_id) AS adjusted_key,
    item_ledger.source,
    item_ledger.subscription_id,
    account_links.account_id
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
),
-- A link touches the account that it names, and the one that has the customer without it.
links AS (
  SELECT
    entries.source,
    entries.valid_from,
    entries.file,
    entries.record_number,
    explode(
      array(
        entries.adjusted_value,
        entries.last_value,
        link_candidates.account_reference,
        concat('unmapped:', entries.adjusted_key)
      )
    ) AS account_name
  FROM entries
  LEFT JOIN link_candidates
    ON concat(link_candidates.source, ':', link_candidates.external_id) = entries.adjusted_key
    AND link_candidates.kind = 'billing_customer'
  WHERE
    entries.adjustment_target = 'link'
),
touches AS (
  SELECT
    item_accounts.account_id,
    entries.source,
    entries.valid_from,
    entries.file,
    entries.record_number
  FROM entries
  INNER JOIN item_accounts
    ON item_accounts.adjusted_key = entries.adjusted_key
  WHERE
    entries.adjustment_target IN ('item_mrr', 'exclude_item', 'effective_date', 'movement_label')
  UNION ALL
  SELECT
    coalesce(account_names.account_id, links.account_name) AS account_id,
    links.source,
    links.valid_from,
    links.file,
    links.record_number
  FROM links
  LEFT JOIN account_names
    ON account_names.account_name = links.account_name
  UNION ALL
  SELECT
    item_accounts.account_id,
    migrations_history.source,
    migrations_history.valid_from,
    migrations_history.file,
    migrations_history.record_number
  FROM migrations_history
  INNER JOIN item_accounts
    ON (
      item_accounts.source = migrations_history.old_source
      AND item_accounts.subscription_id = migrations_history.old_subscription_id
    )
    OR (
      item_accounts.source = migrations_history.new_source
      AND item_accounts.subscription_id = migrations_history.new_subscription_id
    )
)
SELECT DISTINCT
  touches.account_id,
  coalesce(new_files.reason, 'adjustment') AS reason,
  touches.source,
  new_files.entity,
  touches.file,
  touches.record_number
FROM touches
INNER JOIN new_files
  ON new_files.source = touches.source
  AND new_files.file = touches.file
  AND new_files.extract_date = touches.valid_from
WHERE
  touches.account_id IS NOT NULL
