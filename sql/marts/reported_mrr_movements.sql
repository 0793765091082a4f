SELECT
  :as_of_date AS closing_date,
  account_id,
  movement_date,
  movement,
  sub_type,
  amount,
  opening_mrr,
  closing_mrr,
  currency,
  gap_days,
  adjustment_id
FROM mrr_movements
WHERE
  movement_date >= trunc(add_months(:as_of_date, -1), 'MM')
  AND movement_date < trunc(:as_of_date, 'MM')
