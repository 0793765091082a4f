WITH profiles AS (
  SELECT
    source,
    account_id,
    merged_into_account_id,
    segment,
    parent_account_id,
    valid_from,
    file,
    record_number,
    lag(merged_into_account_id) OVER (PARTITION BY source, account_id ORDER BY valid_from) AS last_survivor,
    lag(segment) OVER (PARTITION BY source, account_id ORDER BY valid_from) AS last_segment,
    lag(parent_account_id) OVER (PARTITION BY source, account_id ORDER BY valid_from) AS last_parent,
    row_number() OVER (PARTITION BY source, account_id ORDER BY valid_from) = 1 AS is_first
  FROM account_profiles_history
),
news AS (
  SELECT
    source,
    valid_from,
    file,
    record_number,
    explode(
      CASE
        WHEN NOT merged_into_account_id <=> last_survivor
          THEN
            array(
              named_struct('account_id', account_id, 'reason', 'merge'),
              named_struct('account_id', merged_into_account_id, 'reason', 'merge'),
              named_struct('account_id', last_survivor, 'reason', 'merge')
            )
        ELSE
          array(
            named_struct(
              'account_id', account_id, 'reason', IF(segment <=> last_segment, NULL, 'segment_change')
            ),
            named_struct(
              'account_id', account_id, 'reason', IF(parent_account_id <=> last_parent, NULL, 'parent_change')
            )
          )
      END
    ) AS change
  FROM profiles
  WHERE
    NOT is_first
)
SELECT
  news.change.account_id,
  news.change.reason,
  news.source,
  new_files.entity,
  news.file,
  news.record_number
FROM news
INNER JOIN new_files
  ON new_files.source = news.source
  AND new_files.file = news.file
  AND new_files.extract_date = news.valid_from
WHERE
  news.change.account_id IS NOT NULL
  AND news.change.reason IS NOT NULL
