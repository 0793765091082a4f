SELECT
  period,
  dimension,
  dimension_value,
  currency,
  sum(mrr) AS mrr,
  sum(account_mrr) AS account_mrr,
  count_if(mrr > 0) AS accounts_with_mrr,
  count_if(account_mrr > 0) AS paying_accounts,
  is_partial
FROM period_mrr
GROUP BY
  period,
  dimension,
  dimension_value,
  currency,
  is_partial
