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
named_accounts AS (
  SELECT
    source,
    account_id,
    merged_into,
    IF(
      length(account_id) = 18 AND salesforce_id(left(account_id, 15)) = account_id,
      array(account_id, left(account_id, 15)),
      array(account_id)
    ) AS account_names
  FROM master_accounts
),
spellings AS (
  SELECT
    source,
    account_id,
    merged_into,
    explode(account_names) AS account_name
  FROM named_accounts
),
merges AS (
  SELECT
    losers.account_id,
    min(winners.account_id) AS survivor_id
  FROM spellings AS losers
  LEFT JOIN linked_accounts
    ON linked_accounts.linked_source = losers.source
    AND linked_accounts.external_id = losers.account_name
  INNER JOIN spellings AS winners
    ON winners.account_name = coalesce(losers.merged_into, linked_accounts.account_id)
  WHERE
    winners.account_id <> losers.account_id
  GROUP BY
    losers.account_id
  HAVING
    count(DISTINCT winners.account_id) = 1
),
chains AS (
  SELECT map_from_entries(collect_list(struct(account_id, survivor_id))) AS next_survivors
  FROM merges
),
-- A survivor may have been merged itself, up to five times. Merges that go round in a circle merge nobody.
survivors AS (
  SELECT
    merges.account_id,
    chains.next_survivors,
    aggregate(
      sequence(2, 5),
      merges.survivor_id,
      (reached, step) -> coalesce(try_element_at(chains.next_survivors, reached), reached)
    ) AS survivor_id
  FROM merges
  CROSS JOIN chains
)
SELECT
  spellings.source,
  spellings.account_name,
  CASE
    WHEN map_contains_key(survivors.next_survivors, survivors.survivor_id) THEN spellings.account_id
    ELSE coalesce(survivors.survivor_id, spellings.account_id)
  END AS account_id
FROM spellings
LEFT JOIN survivors
  ON survivors.account_id = spellings.account_id
