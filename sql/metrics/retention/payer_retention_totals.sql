WITH windows AS (
  SELECT
    grain,
    payer_id,
    month,
    currency,
    closing_mrr,
    is_kept,
    is_partial,
    opening_mrr AS month_opening_mrr,
    CAST(lag(closing_mrr, 3, 0) OVER payer_order AS DECIMAL(24,6)) AS quarter_opening_mrr,
    CAST(lag(closing_mrr, 12, 0) OVER payer_order AS DECIMAL(24,6)) AS year_opening_mrr
  FROM payer_months
  WHERE
    hierarchy = 'as_is'
  WINDOW payer_order AS (PARTITION BY grain, payer_id ORDER BY month)
),
payer_windows AS (
  SELECT
    grain,
    month,
    currency,
    closing_mrr,
    is_kept,
    is_partial,
    stack(3, '1m', month_opening_mrr, '3m', quarter_opening_mrr, '12m', year_opening_mrr) AS (window, opening_mrr)
  FROM windows
)
SELECT
  grain,
  month AS period,
  window,
  currency,
  CAST(sum(opening_mrr) AS DECIMAL(24,6)) AS opening_mrr,
  CAST(sum(least(opening_mrr, closing_mrr)) AS DECIMAL(24,6)) AS gross_retained_mrr,
  CAST(sum(IF(opening_mrr > 0, closing_mrr, 0)) AS DECIMAL(24,6)) AS net_retained_mrr,
  count_if(opening_mrr > 0) AS opening_payers,
  count_if(opening_mrr > 0 AND closing_mrr = 0 AND NOT is_kept) AS lost_payers,
  is_partial
FROM payer_windows
GROUP BY
  grain,
  month,
  window,
  currency,
  is_partial
