WITH dated_invoices AS (
  SELECT
    source,
    customer_id,
    native_currency,
    reporting_date(coalesce(finalized_at, created_at)) AS finalized_date,
    greatest(
      datediff(:as_of_date, reporting_date(coalesce(due_at, finalized_at, created_at))), 0
    ) AS days_overdue,
    coalesce(total_amount, amount_due, 0) AS invoiced_amount,
    IF(invoice_status = 'open', coalesce(amount_remaining, amount_due, total_amount, 0), 0) AS open_amount,
    IF(invoice_status = 'open', greatest(coalesce(attempt_count, 0) - 1, 0), 0) AS retry_count
  FROM invoices
  WHERE
    invoice_status IN ('open', 'paid', 'uncollectible')
),
claims AS (
  SELECT
    source,
    customer_id,
    native_currency,
    days_overdue,
    IF(finalized_date > add_months(:as_of_date, -12), invoiced_amount, 0) AS invoiced_amount,
    open_amount,
    retry_count,
    CAST(0 AS DECIMAL(24,6)) AS disputed_amount
  FROM dated_invoices
  WHERE
    finalized_date <= :as_of_date
    AND (open_amount > 0 OR finalized_date > add_months(:as_of_date, -12))
  UNION ALL
  SELECT
    disputes.source,
    payments.customer_id,
    disputes.native_currency,
    0 AS days_overdue,
    CAST(0 AS DECIMAL(24,6)) AS invoiced_amount,
    CAST(0 AS DECIMAL(24,6)) AS open_amount,
    0 AS retry_count,
    disputes.dispute_amount AS disputed_amount
  FROM disputes
  INNER JOIN payments
    ON payments.source = disputes.source
    AND payments.payment_id = disputes.payment_id
  WHERE
    disputes.dispute_status NOT IN ('won', 'lost', 'warning_closed', 'prevented')
),
sums AS (
  SELECT
    account_links.account_id,
    sum(claims.open_amount * fiscal_rates.rate) AS open_amount,
    sum(IF(claims.days_overdue = 0, claims.open_amount * fiscal_rates.rate, 0)) AS not_due_amount,
    sum(IF(claims.days_overdue BETWEEN 1 AND 30, claims.open_amount * fiscal_rates.rate, 0)) AS overdue_30_amount,
    sum(IF(claims.days_overdue BETWEEN 31 AND 60, claims.open_amount * fiscal_rates.rate, 0)) AS overdue_60_amount,
    sum(IF(claims.days_overdue BETWEEN 61 AND 90, claims.open_amount * fiscal_rates.rate, 0)) AS overdue_90_amount,
    sum(IF(claims.days_overdue > 90, claims.open_amount * fiscal_rates.rate, 0)) AS overdue_over_90_amount,
    max(IF(claims.open_amount > 0, claims.days_overdue, 0)) AS max_days_overdue,
    sum(claims.disputed_amount * fiscal_rates.rate) AS disputed_amount,
    sum(claims.retry_count) AS retry_count,
    sum(claims.invoiced_amount * fiscal_rates.rate) AS invoiced_amount_12_months,
    count_if(fiscal_rates.rate IS NULL) AS unconverted_count
  FROM claims
  INNER JOIN account_links
    ON account_links.source = claims.source
    AND account_links.external_id = claims.customer_id
    AND account_links.kind = 'billing_customer'
  LEFT JOIN fiscal_rates
    ON fiscal_rates.from_currency = claims.native_currency
  GROUP BY
    account_links.account_id
)
SELECT
  sums.account_id,
  settings.reporting_currency AS currency,
  CAST(coalesce(sums.open_amount, 0) AS DECIMAL(24,6)) AS open_amount,
  CAST(coalesce(sums.open_amount - sums.not_due_amount, 0) AS DECIMAL(24,6)) AS overdue_amount,
  sums.max_days_overdue,
  CAST(coalesce(sums.not_due_amount, 0) AS DECIMAL(24,6)) AS not_due_amount,
  CAST(coalesce(sums.overdue_30_amount, 0) AS DECIMAL(24,6)) AS overdue_30_amount,
  CAST(coalesce(sums.overdue_60_amount, 0) AS DECIMAL(24,6)) AS overdue_60_amount,
  CAST(coalesce(sums.overdue_90_amount, 0) AS DECIMAL(24,6)) AS overdue_90_amount,
  CAST(coalesce(sums.overdue_over_90_amount, 0) AS DECIMAL(24,6)) AS overdue_over_90_amount,
  CAST(coalesce(sums.disputed_amount, 0) AS DECIMAL(24,6)) AS disputed_amount,
  sums.retry_count,
  CAST(coalesce(sums.invoiced_amount_12_months, 0) AS DECIMAL(24,6)) AS invoiced_amount_12_months,
  rate_of(sums.open_amount, sums.invoiced_amount_12_months) * 365 AS dso,
  rate_of(sums.open_amount - sums.not_due_amount, sums.invoiced_amount_12_months) AS overdue_share,
  sums.unconverted_count
FROM sums
CROSS JOIN settings
