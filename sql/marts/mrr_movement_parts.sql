SELECT
  movement_parts.basis,
  movement_parts.account_id,
  movement_parts.movement_date,
  movement_parts.source,
  movement_parts.subscription_id,
  movement_parts.item_id,
  movement_parts.customer_id,
  account_parents.parent_id,
  movement_parts.movement,
  customer_movements.movement AS customer_movement,
  movement_parts.movement AS account_movement,
  parent_movements.movement AS parent_movement,
  movement_parts.sub_type,
  movement_parts.amount,
  movement_parts.product_family,
  movement_parts.plan_before,
  movement_parts.plan_after,
  movement_parts.quantity_before,
  movement_parts.quantity_after,
  movement_parts.mrr_before,
  movement_parts.mrr_after,
  movement_parts.currency,
  movement_parts.adjustment_id,
  movement_records.record_id,
  movement_records.file,
  movement_records.record_number
FROM movement_parts
LEFT JOIN movement_records
  ON movement_records.source = movement_parts.source
  AND movement_records.subscription_id = movement_parts.subscription_id
  AND movement_records.item_id = movement_parts.item_id
  AND movement_records.movement_date = movement_parts.movement_date
LEFT JOIN account_parents
  ON account_parents.hierarchy = 'as_is'
  AND account_parents.account_id = movement_parts.account_id
LEFT JOIN payer_movements AS customer_movements
  ON customer_movements.grain = 'billing_customer'
  AND customer_movements.hierarchy = 'as_is'
  AND customer_movements.payer_id = concat(movement_parts.source, ':', movement_parts.customer_id)
  AND customer_movements.movement_date = movement_parts.movement_date
  AND customer_movements.movement_class = movement_parts.movement_class
LEFT JOIN payer_movements AS parent_movements
  ON parent_movements.grain = 'parent'
  AND parent_movements.hierarchy = 'as_is'
  AND parent_movements.payer_id = account_parents.parent_id
  AND parent_movements.movement_date = movement_parts.movement_date
  AND parent_movements.movement_class = movement_parts.movement_class
UNION ALL
SELECT
  'contract_spot' AS basis,
  fx_parts.account_id,
  fx_parts.movement_date,
  fx_parts.source,
  fx_parts.subscription_id,
  fx_parts.item_id,
  fx_parts.customer_id,
  account_parents.parent_id,
  'fx' AS movement,
  'fx' AS customer_movement,
  'fx' AS account_movement,
  'fx' AS parent_movement,
  'fx' AS sub_type,
  fx_parts.amount,
  fx_parts.product_family,
  fx_parts.plan AS plan_before,
  fx_parts.plan AS plan_after,
  fx_parts.quantity AS quantity_before,
  fx_parts.quantity AS quantity_after,
  fx_parts.mrr_before,
  fx_parts.mrr_after,
  fx_parts.currency,
  fx_parts.adjustment_id,
  CAST(NULL AS STRING) AS record_id,
  CAST(NULL AS STRING) AS file,
  CAST(NULL AS BIGINT) AS record_number
FROM fx_parts
LEFT JOIN account_parents
  ON account_parents.hierarchy = 'as_is'
  AND account_parents.account_id = fx_parts.account_id
