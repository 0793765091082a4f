SELECT
  account_id,
  churn_date,
  mrr,
  churn_kind,
  stated_reason,
  assessed_reason,
  churn_reason,
  reason_group,
  competitor,
  is_avoidable,
  requested_date,
  tenure_months,
  source,
  subscription_id,
  plan,
  currency
FROM reviewed_churns
