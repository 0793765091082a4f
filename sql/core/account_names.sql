WITH master_accounts AS (
  SELECT
    source,
    account_id,
    max_by(merged_into_account_id, struct(NOT is_deleted, valid_from)) AS merged_into
  FROM account_profiles_history
  GROUP BY
    source,
    account_id
),
-- Salesforce tells an account by 18 characters, and in reports by the first 15.
spellings AS (
  SELECT
    account_id,
    account_id AS account_name
  FROM master_accounts
  UNION
  SELECT
    account_id,
    left(account_id, 15) AS account_name
  FROM master_accounts
  WHERE
    length(account_id) = 18
    AND salesforce_id(left(account_id, 15)) = account_id
),
merges AS (
  SELECT
    master_accounts.account_id,
    min(spellings.account_id) AS survivor_id
  FROM master_accounts
  LEFT JOIN linked_accounts
    ON linked_accounts.linked_source = master_accounts.source
    AND salesforce_id(linked_accounts.external_id) = master_accounts.account_id
  INNER JOIN spellings
    ON spellings.account_name = coalesce(master_accounts.merged_into, linked_accounts.account_id)
  WHERE
    spellings.account_id <> master_accounts.account_id
  GROUP BY
    master_accounts.account_id
  HAVING
    count(DISTINCT spellings.account_id) = 1
),
-- A survivor may have been merged itself, up to five times. Merges that go round in a circle merge nobody.
survivors AS (
  SELECT
    merges.account_id,
    coalesce(
      fifth.survivor_id, fourth.survivor_id, third.survivor_id, second.survivor_id, merges.survivor_id
    ) AS survivor_id
  FROM merges
  LEFT JOIN merges AS second
    ON second.account_id = merges.survivor_id
  LEFT JOIN merges AS third
    ON third.account_id = second.survivor_id
  LEFT JOIN merges AS fourth
    ON fourth.account_id = third.survivor_id
  LEFT JOIN merges AS fifth
    ON fifth.account_id = fourth.survivor_id
  LEFT JOIN merges AS further
    ON further.account_id = fifth.survivor_id
  WHERE
    further.account_id IS NULL
)
SELECT
  master_accounts.source,
  spellings.account_name,
  coalesce(survivors.survivor_id, spellings.account_id) AS account_id
FROM spellings
INNER JOIN master_accounts
  ON master_accounts.account_id = spellings.account_id
LEFT JOIN survivors
  ON survivors.account_id = spellings.account_id
