SELECT
  account_id,
  movement_date,
  movement,
  sub_type,
  amount,
  opening_mrr,
  closing_mrr,
  currency
FROM day_movements
