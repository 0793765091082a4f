SELECT
  opportunities.source,
  opportunities.opportunity_id,
  coalesce(account_names.account_id, opportunities.account_reference) AS account_id,
  opportunities.name,
  opportunities.opportunity_kind,
  opportunities.lead_source,
  opportunities.stage,
  CAST(opportunities.opportunity_amount * fiscal_rates.rate AS DECIMAL(24,6)) AS opportunity_amount,
  settings.reporting_currency AS currency,
  opportunities.is_closed,
  opportunities.is_won,
  opportunities.created_date,
  opportunities.close_date,
  fiscal_rates.rate IS NULL AS is_unconverted
FROM opportunities
CROSS JOIN settings
LEFT JOIN account_names
  ON account_names.source = opportunities.source
  AND account_names.account_name = opportunities.account_reference
LEFT JOIN fiscal_rates
  ON fiscal_rates.from_currency = coalesce(opportunities.currency, settings.reporting_currency)
WHERE
  opportunities.account_reference IS NOT NULL
