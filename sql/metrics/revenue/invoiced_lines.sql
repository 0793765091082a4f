WITH recurring_lines AS (
  SELECT
    *,
    reporting_date(starts_at) AS from_date,
    reporting_date(ends_at) AS to_date
  FROM billed_lines
  WHERE
    is_recurring
    AND invoice_status <> 'void'
    AND reporting_date(starts_at) < reporting_date(ends_at)
),
lines_with_period AS (
  SELECT
    *,
    -- A period of whole months ends on its own day of the month, or on a month's last where there is none.
    CASE
      WHEN is_proration THEN NULL
      WHEN
        day(from_date) = day(to_date)
        OR (from_date = last_day(from_date) AND day(to_date) > day(from_date))
        OR (to_date = last_day(to_date) AND day(from_date) > day(to_date))
        THEN nullif((year(to_date) - year(from_date)) * 12 + month(to_date) - month(from_date), 0)
    END AS whole_months
  FROM recurring_lines
),
lines_with_term AS (
  SELECT
    *,
    coalesce(
      IF(billing_interval IS NULL, NULL, struct(billing_interval AS unit, interval_count AS units)),
      IF(whole_months IS NULL, NULL, struct('month' AS unit, whole_months AS units)),
      IF(is_proration, NULL, struct('day' AS unit, datediff(to_date, from_date) AS units))
    ) AS own_term,
    unix_seconds(ends_at) - unix_seconds(starts_at) AS period_seconds
  FROM lines_with_period
),
lines_with_whole AS (
  SELECT
    *,
    -- The line that the proration changes bills the whole of the same period.
    max(IF(is_proration, NULL, struct(period_seconds, own_term))) OVER (
      PARTITION BY source, subscription_id, to_date
    ) AS whole,
    CASE
      WHEN NOT is_proration OR line_amount = 0 THEN 'as billed'
      WHEN unit_price > 0 AND quantity > 0 THEN 'by price'
      ELSE 'by time'
    END AS reading
  FROM lines_with_term
),
lines_with_factor AS (
  SELECT
    *,
    coalesce(own_term, whole.own_term) AS term,
    CASE reading
      WHEN 'as billed' THEN CAST(1 AS DECIMAL(24,12))
      WHEN 'by price' THEN CAST(unit_price * quantity / abs(line_amount) AS DECIMAL(24,12))
      WHEN 'by time'
        THEN CAST(
          coalesce(
            whole.period_seconds,
            CASE own_term.unit
              WHEN 'month' THEN datediff(to_date, add_months(to_date, -own_term.units))
              WHEN 'year' THEN datediff(to_date, add_months(to_date, -12 * own_term.units))
              WHEN 'week' THEN 7 * own_term.units
              WHEN 'day' THEN own_term.units
            END * 86400
          ) / CAST(period_seconds AS DECIMAL(12,0)) AS DECIMAL(24,12)
        )
    END AS factor
  FROM lines_with_whole
)
SELECT
  source,
  invoice_id,
  line_id,
  customer_id,
  subscription_id,
  native_currency,
  invoice_status = 'draft' AS is_draft,
  finalized_date,
  from_date,
  to_date,
  is_proration,
  net_amount,
  monthly_amount(
    CAST(
      IF(
        reading = 'by price' AND net_amount = line_amount,
        IF(line_amount < 0, -1, 1) * unit_price * quantity,
        net_amount * factor
      ) AS DECIMAL(24,6)
    ),
    term.unit,
    term.units
  ) AS monthly_amount,
  monthly_amount(
    CAST(
      major_units(0.5, native_currency)
      * IF(reading = 'by time' OR net_amount <> line_amount, greatest(factor, 1), 1)
      AS DECIMAL(24,6)
    ),
    term.unit,
    term.units
  ) AS tolerance
FROM lines_with_factor
