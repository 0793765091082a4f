WITH cash_flows AS (
  SELECT
    source,
    customer_id,
    native_currency,
    created_at,
    payment_amount AS collected_amount,
    CAST(0 AS DECIMAL(24,6)) AS refunded_amount,
    CAST(0 AS DECIMAL(24,6)) AS charged_back_amount
  FROM payments
  WHERE
    payment_status = 'succeeded'
  UNION ALL
  SELECT
    refunds.source,
    payments.customer_id,
    refunds.native_currency,
    refunds.created_at,
    CAST(0 AS DECIMAL(24,6)) AS collected_amount,
    -refunds.refund_amount AS refunded_amount,
    CAST(0 AS DECIMAL(24,6)) AS charged_back_amount
  FROM refunds
  INNER JOIN payments
    ON payments.source = refunds.source
    AND payments.payment_id = refunds.payment_id
  WHERE
    refunds.refund_status IN ('succeeded', 'pending')
  UNION ALL
  SELECT
    disputes.source,
    payments.customer_id,
    disputes.native_currency,
    disputes.created_at,
    CAST(0 AS DECIMAL(24,6)) AS collected_amount,
    CAST(0 AS DECIMAL(24,6)) AS refunded_amount,
    -disputes.dispute_amount AS charged_back_amount
  FROM disputes
  INNER JOIN payments
    ON payments.source = disputes.source
    AND payments.payment_id = disputes.payment_id
  WHERE
    disputes.dispute_status = 'lost'
),
converted_flows AS (
  SELECT
    account_links.account_id,
    month_start(reporting_date(cash_flows.created_at)) AS month,
    cash_flows.collected_amount * fiscal_rates.rate AS collected_amount,
    cash_flows.refunded_amount * fiscal_rates.rate AS refunded_amount,
    cash_flows.charged_back_amount * fiscal_rates.rate AS charged_back_amount
  FROM cash_flows
  INNER JOIN account_links
    ON account_links.source = cash_flows.source
    AND account_links.external_id = cash_flows.customer_id
    AND account_links.kind = 'billing_customer'
  LEFT JOIN fiscal_rates
    ON fiscal_rates.from_currency = cash_flows.native_currency
)
SELECT
  converted_flows.account_id,
  converted_flows.month,
  settings.reporting_currency AS currency,
  CAST(coalesce(sum(converted_flows.collected_amount), 0) AS DECIMAL(24,6)) AS collected_amount,
  CAST(coalesce(sum(converted_flows.refunded_amount), 0) AS DECIMAL(24,6)) AS refunded_amount,
  CAST(coalesce(sum(converted_flows.charged_back_amount), 0) AS DECIMAL(24,6)) AS charged_back_amount,
  CAST(
    coalesce(
      sum(
        converted_flows.collected_amount + converted_flows.refunded_amount + converted_flows.charged_back_amount
      ), 0
    ) AS DECIMAL(24,6)
  ) AS net_cash,
  count_if(converted_flows.collected_amount IS NULL) AS unconverted_count
FROM converted_flows
CROSS JOIN settings
GROUP BY
  converted_flows.account_id,
  converted_flows.month,
  settings.reporting_currency
