SELECT
  coalesce(month_bridges.account_id, contract_commitments.account_id) AS account_id,
  coalesce(month_bridges.month, contract_commitments.month) AS month,
  settings.reporting_currency AS currency,
  CAST(
    coalesce(month_bridges.closing_mrr, 0)
    + coalesce(contract_commitments.signed_mrr, 0)
    + coalesce(scheduled_changes.raised_mrr, 0) AS DECIMAL(24,6)
  ) AS cmrr_gross,
  CAST(
    coalesce(month_bridges.closing_mrr, 0)
    + coalesce(contract_commitments.signed_mrr, 0)
    + coalesce(scheduled_changes.raised_mrr, 0)
    - coalesce(scheduled_changes.lowered_mrr, 0)
    - coalesce(contract_commitments.reduced_mrr, 0)
    -- What the CRM says will end and what the billing system says will end is the same as far as it goes.
    - greatest(
      coalesce(month_end_values.scheduled_churn_mrr, 0), coalesce(contract_commitments.noticed_mrr, 0)
    ) AS DECIMAL(24,6)
  ) AS cmrr_net,
  CAST(
    least(coalesce(contract_commitments.in_grace_mrr, 0), coalesce(month_bridges.closing_mrr, 0)) AS DECIMAL(24,6)
  ) AS in_grace_mrr
FROM month_bridges
LEFT JOIN month_end_values
  ON month_end_values.account_id = month_bridges.account_id
  AND month_end_values.month = month_bridges.month
LEFT JOIN scheduled_changes
  ON scheduled_changes.account_id = month_bridges.account_id
  AND scheduled_changes.month = month_bridges.month
FULL OUTER JOIN contract_commitments
  ON contract_commitments.account_id = month_bridges.account_id
  AND contract_commitments.month = month_bridges.month
CROSS JOIN settings
