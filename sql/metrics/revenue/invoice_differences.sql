WITH known_invoices AS (
  SELECT
    source,
    min(valid_from) AS known_since
  FROM invoices_history
  GROUP BY
    source
),
items_with_past AS (
  SELECT
    source,
    subscription_id,
    from_date,
    to_date,
    -- What is taken off for a new period alone is billed with the next one.
    coalesce(
      lag(struct(to_date, native_list_mrr)) OVER (
        PARTITION BY source, subscription_id, item_id ORDER BY from_date
      ) = struct(from_date, native_list_mrr)
      AND lag(native_net_mrr) OVER (
        PARTITION BY source, subscription_id, item_id ORDER BY from_date
      ) <> native_net_mrr,
      false
    ) AS is_discount_turn
  FROM item_ledger
  WHERE
    state = 'earning'
),
-- An item that has gone into another subscription is adjusted from then on.
adjusted_days AS (
  SELECT
    source,
    subscription_id,
    collect_list(
      IF(
        adjustment_id IS NOT NULL OR is_in_migration,
        named_struct('from_date', from_date, 'to_date', to_date),
        named_struct('from_date', to_date, 'to_date', CAST(NULL AS DATE))
      )
    ) AS stretches
  FROM item_ledger
  WHERE
    adjustment_id IS NOT NULL
    OR is_in_migration
    OR departed_by IS NOT NULL
  GROUP BY
    source,
    subscription_id
),
earning_days AS (
  SELECT
    source,
    subscription_id,
    min(from_date) AS first_earning_date,
    array_union(collect_set(from_date), collect_set(to_date)) AS turns,
    collect_set(IF(is_discount_turn, from_date, NULL)) AS discount_turns
  FROM items_with_past
  GROUP BY
    source,
    subscription_id
),
line_days AS (
  SELECT
    source,
    subscription_id,
    min(from_date) AS first_line_date,
    max(finalized_date) AS last_finalized_date,
    collect_set(to_date) AS period_ends
  FROM invoiced_lines
  WHERE
    NOT is_draft
  GROUP BY
    source,
    subscription_id
),
version_lists AS (
  SELECT
    source,
    subscription_id,
    collect_list(
      struct(from_date, to_date, IF(paused_since IS NULL, subscription_status, 'paused') AS subscription_status)
    ) AS versions,
    max(
      array_max(
        transform(
          items,
          item -> item.interval_count * CASE item.billing_interval
            WHEN 'year' THEN 366
            WHEN 'month' THEN 31
            WHEN 'week' THEN 7
            ELSE 1
          END
        )
      )
    ) AS interval_days
  FROM subscription_versions
  GROUP BY
    source,
    subscription_id
),
months_with_turns AS (
  SELECT
    invoiced_months.*,
    version_lists.versions IS NOT NULL AS is_known,
    array_max(
      transform(
        filter(
          version_lists.versions,
          version -> version.from_date <= invoiced_months.control_date
          AND coalesce(version.to_date > invoiced_months.control_date, true)
        ),
        version -> version.subscription_status
      )
    ) AS subscription_status,
    array_max(
      transform(
        version_lists.versions,
        version -> CASE
          WHEN version.subscription_status = 'deleted' AND version.from_date <= invoiced_months.control_date
            THEN version.from_date
          WHEN version.to_date <= invoiced_months.control_date THEN version.to_date
        END
      )
    ) AS last_turn_date,
    known_invoices.known_since,
    version_lists.interval_days,
    earning_days.first_earning_date,
    line_days.first_line_date,
    line_days.last_finalized_date,
    array_max(
      filter(
        earning_days.turns,
        turn -> turn > earning_days.first_earning_date AND turn <= invoiced_months.control_date
      )
    ) AS last_change_date,
    array_max(
      filter(earning_days.discount_turns, turn -> turn <= invoiced_months.control_date)
    ) AS last_discount_date,
    array_max(filter(line_days.period_ends, ended -> ended <= invoiced_months.control_date)) AS last_period_end,
    coalesce(
      exists(
        adjusted_days.stretches,
        stretch -> stretch.from_date <= invoiced_months.control_date
        AND (stretch.to_date IS NULL OR stretch.to_date > invoiced_months.control_date)
      ),
      false
    ) AS is_adjusted
  FROM invoiced_months
  LEFT JOIN version_lists
    ON version_lists.source = invoiced_months.source
    AND version_lists.subscription_id = invoiced_months.subscription_id
  LEFT JOIN known_invoices
    ON known_invoices.source = invoiced_months.source
  LEFT JOIN earning_days
    ON earning_days.source = invoiced_months.source
    AND earning_days.subscription_id = invoiced_months.subscription_id
  LEFT JOIN line_days
    ON line_days.source = invoiced_months.source
    AND line_days.subscription_id = invoiced_months.subscription_id
  LEFT JOIN adjusted_days
    ON adjusted_days.source = invoiced_months.source
    AND adjusted_days.subscription_id = invoiced_months.subscription_id
)
SELECT
  source,
  customer_id,
  subscription_id,
  native_currency,
  month,
  mrr,
  control_amount,
  draft_amount,
  credited_amount,
  tolerance,
  period_end IS NOT NULL
  OR coalesce(first_line_date <= control_date, false)
  OR coalesce(first_earning_date >= known_since, false)
  OR coalesce(control_date >= date_add(known_since, interval_days), false) AS is_controlled,
  CASE
    WHEN NOT is_known THEN 'unknown'
    WHEN subscription_status IS NULL OR subscription_status IN ('deleted', 'canceled')
      THEN IF(finalized_date <= last_turn_date, 'ended', 'billed after its end')
    WHEN subscription_status IN ('past_due', 'unpaid', 'incomplete') AND mrr = 0 THEN 'owing'
    WHEN subscription_status = 'paused' THEN 'paused'
    ELSE 'live'
  END AS billing_state,
  -- A period's invoice stays a draft for up to three days, and a change waits for the next period's invoice.
  CASE
    WHEN period_end IS NULL
      THEN :as_of_date <= date_add(greatest(first_earning_date, last_period_end), 3)
    WHEN last_discount_date >= period_start THEN true
    ELSE
      :as_of_date <= date_add(period_end, 3)
      AND last_change_date >= period_start
      AND last_finalized_date <= last_change_date
  END AS is_awaited,
  is_adjusted
FROM months_with_turns
