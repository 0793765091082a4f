SELECT
  source,
  opportunity_id,
  account_id,
  name,
  lead_source,
  stage,
  opportunity_amount,
  currency,
  CASE
    WHEN is_won THEN 'won'
    WHEN is_closed THEN 'lost'
    ELSE 'open'
  END AS status,
  created_date,
  close_date
FROM account_opportunities
WHERE
  opportunity_kind = 'expansion'
