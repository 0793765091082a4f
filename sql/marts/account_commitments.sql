SELECT
  account_id,
  month,
  currency,
  cmrr_gross,
  cmrr_net,
  in_grace_mrr
FROM committed_months
