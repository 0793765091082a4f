WITH contracted_steps AS (
  SELECT DISTINCT
    source,
    subscription_id,
    from_date AS movement_date
  FROM scheduled_phases
  WHERE
    NOT is_first
    AND created_date < from_date
    AND coalesce(released_date >= from_date, true)
),
legs AS (
  SELECT
    change_legs.basis,
    change_legs.currency,
    item_changes.account_id,
    item_changes.movement_date,
    item_changes.source,
    item_changes.subscription_id,
    item_changes.item_id,
    item_changes.customer_id,
    item_changes.product_family,
    item_changes.plan_before,
    item_changes.plan_after,
    item_changes.quantity_before,
    item_changes.quantity_after,
    item_changes.moved_from,
    item_changes.migration_id,
    item_changes.adjustment_id,
    change_legs.value_before AS mrr_before,
    change_legs.value_after AS mrr_after,
    -- Where another customer takes over, the old item is all of one customer's loss and the new one of another's gain.
    IF(item_changes.moved_from IS NULL, change_legs.value_resized - change_legs.value_before, change_legs.value_resized)
      AS seat_leg,
    IF(item_changes.moved_from IS NULL OR change_legs.value_resized IS NULL, NULL, -change_legs.value_before)
      AS moved_leg,
    CAST(change_legs.value_repriced - change_legs.value_resized AS DECIMAL(24,6)) AS price_leg,
    CAST(change_legs.value_after - change_legs.value_repriced AS DECIMAL(24,6)) AS discount_leg,
    -- Of what is taken off the net value, the part that lasts for ever is that of the contract.
    IF(
      change_legs.basis = 'net_constant',
      max(
        IF(change_legs.basis = 'contract_constant', change_legs.value_after - change_legs.value_repriced, NULL)
      ) OVER (
        PARTITION BY
          change_legs.account_id, change_legs.movement_date, change_legs.source, change_legs.subscription_id,
          change_legs.item_id
      ),
      change_legs.value_after - change_legs.value_repriced
    ) AS lasting_discount_leg,
    IF(
      change_legs.value_resized IS NULL, coalesce(change_legs.value_after, 0) - coalesce(change_legs.value_before, 0),
      NULL
    ) AS whole_leg,
    (item_changes.mrr_before IS NULL AND item_changes.family_mrr_before = 0)
    OR (item_changes.mrr_after IS NULL AND item_changes.family_mrr_after = 0) AS is_cross_sell,
    item_changes.moved_from IS NOT NULL AND change_legs.value_after IS NULL AS is_whole_of_old,
    IF(item_changes.moved_from IS NULL, change_legs.paused_before, 0) - change_legs.paused_after AS pause_leg,
    IF(item_changes.moved_from IS NULL, 0, change_legs.paused_before) AS moved_pause_leg
  FROM item_changes
  INNER JOIN change_legs
    ON change_legs.account_id = item_changes.account_id
    AND change_legs.movement_date = item_changes.movement_date
    AND change_legs.source = item_changes.source
    AND change_legs.subscription_id = item_changes.subscription_id
    AND change_legs.item_id = item_changes.item_id
),
split_legs AS (
  SELECT
    *,
    stack(
      8,
      'commercial', 'seat', CAST(seat_leg AS DECIMAL(24,6)), false,
      'commercial', 'seat', CAST(moved_leg AS DECIMAL(24,6)), true,
      'commercial', IF(plan_before <=> plan_after, 'price', 'plan'), price_leg, false,
      'commercial', 'discount', CAST(lasting_discount_leg AS DECIMAL(24,6)), false,
      'commercial', IF(discount_leg < lasting_discount_leg, 'discount_start', 'discount_expiry'),
      CAST(discount_leg - lasting_discount_leg AS DECIMAL(24,6)), false,
      'commercial', IF(is_cross_sell, 'cross_sell', 'seat'), CAST(whole_leg AS DECIMAL(24,6)), is_whole_of_old,
      'pause', IF(pause_leg < 0, 'pause', 'resume'), CAST(pause_leg AS DECIMAL(24,6)), false,
      'pause', 'resume', CAST(moved_pause_leg AS DECIMAL(24,6)), true
    ) AS (movement_class, leg, amount, is_of_old)
  FROM legs
),
parts AS (
  SELECT
    split_legs.*,
    try_element_at(
      filter(
        item_adjustments.labels,
        label -> label.from_date <= split_legs.movement_date
        AND coalesce(split_legs.movement_date < label.to_date, true)
      ), -1
    ) AS label
  FROM split_legs
  LEFT JOIN item_adjustments
    ON item_adjustments.adjusted_key = IF(
      split_legs.is_of_old,
      concat(split_legs.moved_from.source, ':', split_legs.moved_from.item_id),
      concat(split_legs.source, ':', split_legs.item_id)
    )
  WHERE
    split_legs.amount <> 0
),
named_parts AS (
  SELECT
    parts.*,
    IF(parts.is_of_old, parts.moved_from.source, parts.source) AS part_source,
    IF(parts.is_of_old, parts.moved_from.subscription_id, parts.subscription_id) AS part_subscription_id,
    IF(parts.is_of_old, parts.moved_from.item_id, parts.item_id) AS part_item_id,
    IF(parts.is_of_old, parts.moved_from.customer_id, parts.customer_id) AS part_customer_id,
    day_movements.movement,
    CASE
      WHEN parts.movement_class = 'pause' THEN parts.leg
      WHEN connected_accounts.account_id IS NOT NULL THEN 'connected_new'
      WHEN day_movements.movement = 'new' THEN 'new_logo'
      WHEN day_movements.movement = 'churn' THEN 'lost_logo'
      WHEN day_movements.movement = 'reactivation' THEN 'returned_logo'
      WHEN day_movements.is_all_or_nothing AND day_movements.movement = 'contraction' THEN 'to_free'
      WHEN day_movements.is_all_or_nothing AND day_movements.movement = 'expansion' THEN 'from_free'
      WHEN parts.label IS NOT NULL THEN parts.label.label
      WHEN parts.migration_id IS NOT NULL THEN 'price'
      WHEN contracted_steps.movement_date IS NOT NULL AND parts.leg IN ('seat', 'price', 'plan') THEN 'contracted_step'
      ELSE parts.leg
    END AS sub_type
  FROM parts
  LEFT JOIN day_movements
    ON day_movements.account_id = parts.account_id
    AND day_movements.movement_date = parts.movement_date
    AND day_movements.movement_class = parts.movement_class
  LEFT JOIN connected_accounts
    ON connected_accounts.account_id = parts.account_id
    AND connected_accounts.movement_date = parts.movement_date
  LEFT JOIN contracted_steps
    ON contracted_steps.source = parts.source
    AND contracted_steps.subscription_id = parts.subscription_id
    AND contracted_steps.movement_date = parts.movement_date
)
SELECT
  basis,
  account_id,
  movement_date,
  part_source AS source,
  part_subscription_id AS subscription_id,
  part_item_id AS item_id,
  part_customer_id AS customer_id,
  movement_class,
  movement,
  sub_type,
  CAST(sum(amount) AS DECIMAL(24,6)) AS amount,
  max(product_family) AS product_family,
  max(plan_before) AS plan_before,
  max(plan_after) AS plan_after,
  max(quantity_before) AS quantity_before,
  max(quantity_after) AS quantity_after,
  max(mrr_before) AS mrr_before,
  max(mrr_after) AS mrr_after,
  currency,
  coalesce(max(IF(sub_type = label.label, label.adjustment_id, NULL)), max(adjustment_id)) AS adjustment_id
FROM named_parts
GROUP BY
  basis,
  account_id,
  movement_date,
  part_source,
  part_subscription_id,
  part_item_id,
  part_customer_id,
  movement_class,
  movement,
  sub_type,
  currency
HAVING
  sum(amount) <> 0
