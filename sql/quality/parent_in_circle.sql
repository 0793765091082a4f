SELECT
  settings.accounts_master AS source,
  'account_profiles' AS entity,
  'parent_in_circle' AS rule,
  count(*) AS rows_checked,
  count_if(account_parents.is_in_circle) AS rows_failed
FROM account_parents
CROSS JOIN settings
WHERE
  account_parents.hierarchy = 'as_is'
GROUP BY
  settings.accounts_master
