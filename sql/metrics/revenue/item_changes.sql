WITH account_items AS (
  SELECT
    account_links.account_id,
    item_ledger.source,
    item_ledger.subscription_id,
    item_ledger.item_id,
    item_ledger.from_date,
    item_ledger.to_date,
    item_ledger.currency,
    item_ledger.arrived_by,
    item_ledger.departed_by,
    item_ledger.adjustment_id,
    struct(
      item_ledger.mrr,
      item_ledger.native_mrr,
      item_ledger.net_mrr,
      item_ledger.contract_amount,
      IF(item_ledger.state = 'paused', item_ledger.mrr, 0) AS paused_mrr,
      item_ledger.quantity,
      item_ledger.plan,
      item_ledger.product_family,
      item_ledger.customer_id,
      item_ledger.native_currency,
      item_ledger.rate,
      item_ledger.price,
      item_ledger.contract_steps,
      item_ledger.net_steps
    ) AS item
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    item_ledger.mrr > 0
    AND item_ledger.state IN ('earning', 'paused')
),
item_sides AS (
  SELECT
    account_id,
    source,
    subscription_id,
    item_id,
    currency,
    adjustment_id,
    item,
    stack(2, from_date, 1, arrived_by, to_date, -1, departed_by) AS (movement_date, side, migration_id)
  FROM account_items
),
item_days AS (
  SELECT
    account_id,
    movement_date,
    source,
    subscription_id,
    item_id,
    max(currency) AS currency,
    max(migration_id) AS migration_id,
    coalesce(max(IF(side = 1, adjustment_id, NULL)), max(adjustment_id)) AS adjustment_id,
    max(IF(side = -1, item, NULL)) AS old_item,
    max(IF(side = 1, item, NULL)) AS new_item
  FROM item_sides
  WHERE
    movement_date IS NOT NULL
  GROUP BY
    account_id,
    movement_date,
    source,
    subscription_id,
    item_id
),
lone_items AS (
  SELECT
    account_id,
    movement_date,
    currency,
    migration_id,
    adjustment_id,
    struct(source, subscription_id, item_id) AS item_key,
    old_item,
    new_item,
    -- What a migration hands over is paired with what takes over, whatever the families.
    migration_id IS NULL AS is_of_family,
    coalesce(migration_id, new_item.product_family, old_item.product_family) AS pairing,
    row_number() OVER (
      PARTITION BY
        account_id, movement_date, migration_id,
        IF(migration_id IS NULL, coalesce(new_item.product_family, old_item.product_family), NULL), new_item IS NULL
      ORDER BY coalesce(new_item.mrr, old_item.mrr) DESC, source ASC, subscription_id ASC, item_id ASC
    ) AS place
  FROM item_days
  WHERE
    old_item IS NULL
    OR new_item IS NULL
),
swapped_items AS (
  SELECT
    account_id,
    movement_date,
    max(currency) AS currency,
    max(migration_id) AS migration_id,
    coalesce(max(IF(new_item IS NOT NULL, adjustment_id, NULL)), max(adjustment_id)) AS adjustment_id,
    coalesce(
      max(IF(new_item IS NOT NULL, item_key, NULL)), max(IF(old_item IS NOT NULL, item_key, NULL))
    ) AS item_key,
    max(IF(old_item IS NOT NULL, item_key, NULL)) AS old_key,
    max(old_item) AS old_item,
    max(new_item) AS new_item
  FROM lone_items
  GROUP BY
    account_id,
    movement_date,
    is_of_family,
    pairing,
    place
),
changes AS (
  SELECT
    account_id,
    movement_date,
    currency,
    migration_id,
    adjustment_id,
    struct(source, subscription_id, item_id) AS item_key,
    struct(source, subscription_id, item_id) AS old_key,
    old_item,
    new_item
  FROM item_days
  WHERE
    old_item IS NOT NULL
    AND new_item IS NOT NULL
  UNION ALL
  SELECT
    account_id,
    movement_date,
    currency,
    migration_id,
    adjustment_id,
    item_key,
    old_key,
    old_item,
    new_item
  FROM swapped_items
),
family_changes AS (
  SELECT
    account_id,
    item.product_family,
    movement_date,
    sum(side * item.mrr) AS change
  FROM item_sides
  WHERE
    movement_date IS NOT NULL
  GROUP BY
    account_id,
    item.product_family,
    movement_date
),
family_levels AS (
  SELECT
    account_id,
    product_family,
    movement_date,
    change,
    sum(change) OVER (PARTITION BY account_id, product_family ORDER BY movement_date) AS mrr
  FROM family_changes
)
SELECT
  changes.account_id,
  changes.movement_date,
  changes.item_key.source,
  changes.item_key.subscription_id,
  changes.item_key.item_id,
  coalesce(changes.new_item.customer_id, changes.old_item.customer_id) AS customer_id,
  coalesce(changes.new_item.product_family, changes.old_item.product_family) AS product_family,
  changes.old_item.plan AS plan_before,
  changes.new_item.plan AS plan_after,
  changes.old_item.quantity AS quantity_before,
  changes.new_item.quantity AS quantity_after,
  changes.old_item.mrr AS mrr_before,
  changes.new_item.mrr AS mrr_after,
  CAST(coalesce(changes.old_item.paused_mrr, 0) AS DECIMAL(24,6)) AS paused_before,
  CAST(coalesce(changes.new_item.paused_mrr, 0) AS DECIMAL(24,6)) AS paused_after,
  CAST(family_levels.mrr - family_levels.change AS DECIMAL(24,6)) AS family_mrr_before,
  CAST(family_levels.mrr AS DECIMAL(24,6)) AS family_mrr_after,
  changes.old_item,
  changes.new_item,
  IF(
    changes.new_item.customer_id <> changes.old_item.customer_id OR changes.item_key.source <> changes.old_key.source,
    named_struct(
      'source', changes.old_key.source, 'subscription_id', changes.old_key.subscription_id,
      'item_id', changes.old_key.item_id, 'customer_id', changes.old_item.customer_id
    ),
    NULL
  ) AS moved_from,
  changes.currency,
  changes.migration_id,
  changes.adjustment_id
FROM changes
INNER JOIN family_levels
  ON family_levels.account_id = changes.account_id
  AND family_levels.movement_date = changes.movement_date
  AND family_levels.product_family = coalesce(changes.new_item.product_family, changes.old_item.product_family)
