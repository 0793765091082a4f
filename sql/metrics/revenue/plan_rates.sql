WITH billed_items AS (
  SELECT explode(items) AS item
  FROM subscription_states
),
currencies AS (
  SELECT item.currency AS native_currency
  FROM billed_items
  UNION
  SELECT coalesce(contracts.native_currency, settings.reporting_currency) AS native_currency
  FROM contracts
  CROSS JOIN settings
  WHERE
    contracts.contract_status <> 'draft'
  UNION
  SELECT value_currency AS native_currency
  FROM adjustment_entries
  WHERE
    value_currency IS NOT NULL
)
SELECT
  currencies.native_currency,
  settings.reporting_currency AS currency,
  fiscal_rates.rate
FROM currencies
CROSS JOIN settings
LEFT JOIN fiscal_rates
  ON fiscal_rates.from_currency = currencies.native_currency
