WITH day_versions AS (
  SELECT
    source,
    opportunity_id,
    valid_from,
    struct(
      max(IF(opportunity_field = 'stage', told_value, NULL)) AS stage,
      try_cast(max(IF(opportunity_field = 'opportunity_amount', told_value, NULL)) AS DECIMAL(24,6)) AS native_amount,
      try_cast(left(max(IF(opportunity_field = 'close_date', told_value, NULL)), 10) AS DATE) AS close_date
    ) AS version
  FROM told_opportunity_values
  GROUP BY
    source,
    opportunity_id,
    valid_from
),
compared_versions AS (
  SELECT
    *,
    lag(version) OVER (PARTITION BY source, opportunity_id ORDER BY valid_from) <=> version AS is_unchanged
  FROM day_versions
)
SELECT
  compared_versions.source,
  compared_versions.opportunity_id,
  account_opportunities.account_id,
  compared_versions.valid_from,
  lead(compared_versions.valid_from) OVER (
    PARTITION BY compared_versions.source, compared_versions.opportunity_id ORDER BY compared_versions.valid_from
  ) AS valid_to,
  compared_versions.version.stage,
  CAST(compared_versions.version.native_amount * fiscal_rates.rate AS DECIMAL(24,6)) AS opportunity_amount,
  account_opportunities.currency,
  compared_versions.version.close_date
FROM compared_versions
INNER JOIN account_opportunities
  ON account_opportunities.source = compared_versions.source
  AND account_opportunities.opportunity_id = compared_versions.opportunity_id
INNER JOIN opportunities
  ON opportunities.source = compared_versions.source
  AND opportunities.opportunity_id = compared_versions.opportunity_id
LEFT JOIN fiscal_rates
  ON fiscal_rates.from_currency = coalesce(opportunities.currency, account_opportunities.currency)
WHERE
  NOT compared_versions.is_unchanged
