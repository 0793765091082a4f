WITH known_items AS (
  SELECT
    billed_ledger.*,
    coalesce(item_adjustments.moves, array()) AS moves,
    coalesce(item_adjustments.worths, array()) AS worths,
    departures.migration_id AS departure_id,
    departures.ended_date,
    departures.handover_date AS departure_date,
    arrivals.migration_id AS arrival_id,
    arrivals.handover_date AS arrival_date,
    IF(
      billed_ledger.to_date <=> departures.ended_date,
      departures.handover_date,
      least(billed_ledger.to_date, departures.handover_date)
    ) AS held_to_date
  FROM billed_ledger
  LEFT JOIN item_adjustments
    ON item_adjustments.adjusted_key = concat(billed_ledger.source, ':', billed_ledger.item_id)
  LEFT JOIN handovers AS departures
    ON departures.side = 'old'
    AND departures.source = billed_ledger.source
    AND departures.subscription_id = billed_ledger.subscription_id
  LEFT JOIN handovers AS arrivals
    ON arrivals.side = 'new'
    AND arrivals.source = billed_ledger.source
    AND arrivals.subscription_id = billed_ledger.subscription_id
),
dated_items AS (
  SELECT
    *,
    aggregate(
      moves, from_date, (day, move) -> IF(day >= move.from_date AND day < move.to_date, move.effective_date, day)
    ) AS dated_from,
    aggregate(
      moves, held_to_date, (day, move) -> IF(day >= move.from_date AND day < move.to_date, move.effective_date, day)
    ) AS dated_to
  FROM known_items
),
items_with_turns AS (
  SELECT
    *,
    array_sort(
      array_distinct(
        filter(
          concat(
            array(dated_from, ended_date),
            transform(worths, worth -> worth.from_date),
            transform(worths, worth -> worth.to_date)
          ),
          turn -> turn >= dated_from AND coalesce(turn < dated_to, true) AND turn <= :as_of_date
        )
      )
    ) AS turns
  FROM dated_items
),
turns_of_items AS (
  SELECT
    *,
    posexplode(turns) AS (turn_number, span_from)
  FROM items_with_turns
),
spans AS (
  SELECT
    *,
    coalesce(get(turns, turn_number + 1), IF(dated_to <= :as_of_date, dated_to, NULL)) AS span_to,
    try_element_at(
      filter(worths, worth -> worth.from_date <= span_from AND coalesce(span_from < worth.to_date, true)), -1
    ) AS worth,
    try_element_at(
      filter(
        moves,
        move -> (move.effective_date = dated_from AND dated_from <> from_date)
        OR (move.effective_date = dated_to AND dated_to <> held_to_date)
      ),
      -1
    ) AS move
  FROM turns_of_items
),
worths_of_spans AS (
  SELECT
    *,
    worth.amount IS NOT NULL AS is_set,
    IF(worth.currency IS NULL, rate, worth.rate) AS worth_rate
  FROM spans
)
SELECT
  source,
  subscription_id,
  item_id,
  span_from AS from_date,
  span_to AS to_date,
  customer_id,
  IF(worth.adjustment_id IS NOT NULL AND NOT is_set, 'excluded', state) AS state,
  coalesce(span_from >= ended_date, false) AS is_in_migration,
  is_past_due,
  scheduled_end_date,
  product_id,
  product_family,
  plan,
  plan_rank,
  quantity,
  IF(is_set, coalesce(worth.currency, native_currency), native_currency) AS native_currency,
  -- What finance says an item is worth costs that by the month, whatever its quantity.
  IF(
    is_set,
    named_struct(
      'unit_price', CAST(NULL AS DECIMAL(15,6)),
      'tiers', array(
        named_struct(
          'up_to', CAST(NULL AS DECIMAL(16,4)), 'unit_price', CAST(0 AS DECIMAL(15,6)), 'flat_price', worth.amount
        )
      ),
      'tiers_mode', 'volume',
      'package_size', CAST(NULL AS DECIMAL(16,4)),
      'package_rounding', CAST(NULL AS STRING),
      'is_tax_inclusive', false,
      'tax_percent', CAST(NULL AS DECIMAL(9,6)),
      'billing_interval', 'month',
      'interval_count', 1
    ),
    price
  ) AS price,
  IF(is_set, array(), contract_steps) AS contract_steps,
  IF(is_set, array(), net_steps) AS net_steps,
  IF(is_set, CAST(worth.amount AS DECIMAL(26,12)), contract_amount) AS contract_amount,
  IF(is_set, CAST(worth.amount AS DECIMAL(24,6)), native_list_mrr) AS native_list_mrr,
  IF(is_set, CAST(worth.amount AS DECIMAL(24,6)), native_mrr) AS native_mrr,
  IF(is_set, CAST(worth.amount AS DECIMAL(24,6)), native_net_mrr) AS native_net_mrr,
  IF(is_set, monthly_value(worth.amount, 'month', 1, worth_rate), list_mrr) AS list_mrr,
  IF(is_set, monthly_value(worth.amount, 'month', 1, worth_rate), mrr) AS mrr,
  IF(is_set, monthly_value(worth.amount, 'month', 1, worth_rate), net_mrr) AS net_mrr,
  IF(is_set, monthly_value(12 * worth.amount, 'month', 1, worth_rate), arr) AS arr,
  IF(is_set, worth_rate, rate) AS rate,
  currency,
  IF(span_from = arrival_date, arrival_id, NULL) AS arrived_by,
  IF(span_to = departure_date, departure_id, NULL) AS departed_by,
  coalesce(worth.adjustment_id, move.adjustment_id) AS adjustment_id
FROM worths_of_spans
