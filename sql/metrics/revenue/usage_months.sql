WITH charges AS (
  SELECT
    source,
    customer_id,
    native_currency,
    net_amount,
    reporting_date(starts_at) AS from_date,
    -- What is charged for an instant is charged for its day.
    greatest(reporting_date(ends_at), date_add(reporting_date(starts_at), 1)) AS to_date
  FROM billed_lines
  WHERE
    is_metered
    AND invoice_status NOT IN ('draft', 'void')
    AND reporting_date(starts_at) <= :as_of_date
),
charge_months AS (
  SELECT
    *,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(date_sub(to_date, 1), 'MM'), INTERVAL 1 MONTH)
    ) AS charge_month
  FROM charges
),
month_charges AS (
  SELECT
    source,
    customer_id,
    native_currency,
    charge_month,
    CAST(
      sum(
        net_amount
        * datediff(least(to_date, add_months(charge_month, 1)), greatest(from_date, charge_month))
        / datediff(to_date, from_date)
      ) AS DECIMAL(24,10)
    ) AS amount
  FROM charge_months
  GROUP BY
    source,
    customer_id,
    native_currency,
    charge_month
),
month_windows AS (
  SELECT
    *,
    explode(sequence(charge_month, add_months(charge_month, 3), INTERVAL 1 MONTH)) AS month
  FROM month_charges
),
-- Three months that end with the month; before it, while it is not over and not all of its use is billed.
window_charges AS (
  SELECT
    *,
    IF(
      last_day(month) > :as_of_date,
      datediff(month_windows.month, add_months(month_windows.month, -3)),
      datediff(add_months(month_windows.month, 1), add_months(month_windows.month, -2))
    ) AS window_days
  FROM month_windows
  WHERE
    month <= :as_of_date
    AND IF(last_day(month) > :as_of_date, charge_month < month, charge_month > add_months(month, -3))
)
SELECT
  window_charges.source,
  window_charges.customer_id,
  account_links.account_id,
  window_charges.month,
  -- A missing rate leaves the whole sum without a value.
  CAST(
    IF(
      count_if(fiscal_rates.rate IS NULL) > 0,
      NULL,
      sum(
        CAST(window_charges.amount * fiscal_rates.rate AS DECIMAL(28,12))
        / CAST(window_charges.window_days AS DECIMAL(3,0)) * 30.4375
      )
    ) AS DECIMAL(24,6)
  ) AS usage_mrr,
  max(fiscal_rates.to_currency) AS currency
FROM window_charges
INNER JOIN account_links
  ON account_links.source = window_charges.source
  AND account_links.external_id = window_charges.customer_id
  AND account_links.kind = 'billing_customer'
LEFT JOIN fiscal_rates
  ON fiscal_rates.from_currency = window_charges.native_currency
GROUP BY
  window_charges.source,
  window_charges.customer_id,
  account_links.account_id,
  window_charges.month
