SELECT
  period,
  window,
  dimension,
  dimension_value,
  currency,
  sum(opening_mrr) AS opening_mrr,
  sum(least(opening_mrr, closing_mrr)) AS gross_retained_mrr,
  sum(IF(opening_mrr > 0, closing_mrr, 0)) AS net_retained_mrr,
  sum(expansion_mrr) AS expansion_mrr,
  sum(contraction_mrr) AS contraction_mrr,
  count_if(opening_mrr > 0) AS opening_accounts,
  count_if(opening_mrr > 0 AND closing_mrr = 0 AND NOT coalesce(is_kept, false)) AS lost_accounts,
  is_partial
FROM retention_windows
GROUP BY
  period,
  window,
  dimension,
  dimension_value,
  currency,
  is_partial
