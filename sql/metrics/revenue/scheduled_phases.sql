WITH phases AS (
  SELECT
    source,
    schedule_id,
    subscription_id,
    reporting_date(created_at) AS created_date,
    reporting_date(released_at) AS released_date,
    is_canceling_at_end,
    explode(phases) AS phase
  FROM subscription_schedules
  WHERE
    subscription_id IS NOT NULL
    AND schedule_status <> 'canceled'
),
phase_items AS (
  SELECT
    source,
    schedule_id,
    subscription_id,
    created_date,
    released_date,
    is_canceling_at_end,
    reporting_date(phase.starts_at) AS from_date,
    reporting_date(phase.ends_at) AS to_date,
    explode_outer(phase.items) AS item
  FROM phases
),
phase_values AS (
  SELECT
    phase_items.source,
    phase_items.schedule_id,
    phase_items.subscription_id,
    phase_items.created_date,
    phase_items.released_date,
    phase_items.is_canceling_at_end,
    phase_items.from_date,
    max(phase_items.to_date) AS to_date,
    -- What a price that nobody knows is worth leaves the phase without a value.
    IF(
      count_if(phase_items.item IS NOT NULL AND (known_prices.unit_price IS NULL OR plan_rates.rate IS NULL)) > 0,
      NULL,
      coalesce(
        sum(
          IF(
            known_prices.usage_type = 'metered',
            0,
            monthly_value(
              phase_items.item.quantity * known_prices.unit_price, known_prices.billing_interval,
              known_prices.interval_count, plan_rates.rate
            )
          )
        ),
        0
      )
    ) AS list_mrr
  FROM phase_items
  LEFT JOIN known_prices
    ON known_prices.source = phase_items.source
    AND known_prices.price_id = phase_items.item.price_id
  LEFT JOIN plan_rates
    ON plan_rates.native_currency = known_prices.native_currency
  GROUP BY
    phase_items.source,
    phase_items.schedule_id,
    phase_items.subscription_id,
    phase_items.created_date,
    phase_items.released_date,
    phase_items.is_canceling_at_end,
    phase_items.from_date
)
SELECT
  source,
  schedule_id,
  subscription_id,
  from_date,
  created_date,
  released_date,
  CAST(list_mrr AS DECIMAL(24,6)) AS list_mrr,
  CAST(lag(list_mrr) OVER steps AS DECIMAL(24,6)) AS list_mrr_before,
  lag(from_date) OVER steps IS NULL AS is_first,
  IF(is_canceling_at_end AND lead(from_date) OVER steps IS NULL, to_date, NULL) AS end_date
FROM phase_values
WINDOW
  steps AS (
    PARTITION BY source, schedule_id
    ORDER BY from_date
  )
