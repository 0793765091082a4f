WITH reconciled_items AS (
  SELECT
    source,
    customer_id,
    subscription_id,
    native_currency,
    from_date,
    to_date,
    -- What invoices are compared with, in this one place.
    native_net_mrr AS reconciled_mrr
  FROM item_ledger
  WHERE
    state = 'earning'
),
item_months AS (
  SELECT
    *,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM reconciled_items
),
line_months AS (
  SELECT
    *,
    explode(
      sequence(
        trunc(from_date, 'MM'),
        trunc(greatest(from_date, least(date_sub(to_date, 1), :as_of_date)), 'MM'),
        INTERVAL 1 MONTH
      )
    ) AS month
  FROM invoiced_lines
),
parts AS (
  SELECT
    source,
    customer_id,
    subscription_id,
    native_currency,
    month,
    reconciled_mrr AS mrr,
    CAST(0 AS DECIMAL(24,6)) AS control_amount,
    CAST(0 AS DECIMAL(24,6)) AS draft_amount,
    CAST(0 AS DECIMAL(24,6)) AS credited_amount,
    CAST(0 AS DECIMAL(24,6)) AS tolerance,
    CAST(NULL AS DATE) AS period_start,
    CAST(NULL AS DATE) AS period_end,
    CAST(NULL AS DATE) AS finalized_date
  FROM item_months
  WHERE
    to_date IS NULL
    OR to_date > least(last_day(month), :as_of_date)
  UNION ALL
  SELECT
    line_months.source,
    line_months.customer_id,
    line_months.subscription_id,
    line_months.native_currency,
    line_months.month,
    CAST(0 AS DECIMAL(24,6)) AS mrr,
    IF(line_months.is_draft, 0, line_months.monthly_amount) AS control_amount,
    IF(line_months.is_draft, line_months.monthly_amount, 0) AS draft_amount,
    IF(line_months.is_draft, 0, coalesce(credited_shares.credited_share, 0) * line_months.monthly_amount)
      AS credited_amount,
    IF(line_months.is_draft, 0, line_months.tolerance) AS tolerance,
    IF(line_months.is_proration, NULL, line_months.from_date) AS period_start,
    line_months.to_date AS period_end,
    line_months.finalized_date
  FROM line_months
  LEFT JOIN credited_shares
    ON credited_shares.source = line_months.source
    AND credited_shares.invoice_id = line_months.invoice_id
    AND credited_shares.line_id = line_months.line_id
  WHERE
    line_months.from_date <= least(last_day(line_months.month), :as_of_date)
    AND line_months.to_date > least(last_day(line_months.month), :as_of_date)
)
SELECT
  source,
  customer_id,
  subscription_id,
  native_currency,
  month,
  least(last_day(month), :as_of_date) AS control_date,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(control_amount) AS DECIMAL(24,6)) AS control_amount,
  CAST(sum(draft_amount) AS DECIMAL(24,6)) AS draft_amount,
  CAST(sum(credited_amount) AS DECIMAL(24,6)) AS credited_amount,
  CAST(sum(tolerance) AS DECIMAL(24,6)) AS tolerance,
  max(period_start) AS period_start,
  max(period_end) AS period_end,
  max(finalized_date) AS finalized_date
FROM parts
GROUP BY
  source,
  customer_id,
  subscription_id,
  native_currency,
  month
