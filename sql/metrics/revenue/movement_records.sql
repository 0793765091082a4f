WITH moved_items AS (
  SELECT DISTINCT
    source,
    subscription_id,
    item_id,
    movement_date
  FROM movement_parts
),
first_versions AS (
  SELECT
    source,
    subscription_id,
    min(valid_from) AS first_date
  FROM subscriptions_history
  GROUP BY
    source,
    subscription_id
),
told_invoices AS (
  SELECT
    source,
    invoice_id,
    max_by(file, valid_from) AS file,
    max_by(record_number, valid_from) AS record_number
  FROM invoices_history
  WHERE
    file IS NOT NULL
  GROUP BY
    source,
    invoice_id
),
line_ends AS (
  SELECT
    source,
    subscription_id,
    item_id,
    invoice_id,
    stack(2, 0, starts_at, 1, ends_at) AS (place, turned_at)
  FROM billed_lines
  WHERE
    is_recurring
),
told_versions AS (
  SELECT
    source,
    subscription_id,
    CAST(NULL AS STRING) AS item_id,
    subscription_id AS record_id,
    valid_from AS told_date,
    file,
    record_number
  FROM subscriptions_history
  UNION ALL
  SELECT
    source,
    subscription_id,
    item_id,
    item_id AS record_id,
    valid_from AS told_date,
    file,
    record_number
  FROM billed_items_history
  UNION ALL
  SELECT
    source,
    contract_id AS subscription_id,
    CAST(NULL AS STRING) AS item_id,
    contract_id AS record_id,
    valid_from AS told_date,
    file,
    record_number
  FROM contracts_history
),
candidates AS (
  -- Invoice lines tell of the time before the first extract.
  SELECT
    moved_items.*,
    struct(
      0 AS order_of_kind,
      line_ends.place AS distance,
      line_ends.item_id IS NULL AS is_of_subscription,
      line_ends.invoice_id AS record_id
    ) AS place,
    struct(line_ends.invoice_id AS record_id, told_invoices.file, told_invoices.record_number) AS told
  FROM moved_items
  INNER JOIN line_ends
    ON line_ends.source = moved_items.source
    AND line_ends.subscription_id = moved_items.subscription_id
    AND coalesce(line_ends.item_id = moved_items.item_id, true)
    AND reporting_date(line_ends.turned_at) = moved_items.movement_date
  INNER JOIN told_invoices
    ON told_invoices.source = line_ends.source
    AND told_invoices.invoice_id = line_ends.invoice_id
  LEFT JOIN first_versions
    ON first_versions.source = moved_items.source
    AND first_versions.subscription_id = moved_items.subscription_id
  WHERE
    coalesce(moved_items.movement_date < first_versions.first_date, true)
  UNION ALL
  SELECT
    moved_items.*,
    struct(
      IF(told_versions.told_date >= moved_items.movement_date, 1, 2) AS order_of_kind,
      abs(datediff(told_versions.told_date, moved_items.movement_date)) AS distance,
      told_versions.item_id IS NULL AS is_of_subscription,
      told_versions.record_id
    ) AS place,
    struct(told_versions.record_id, told_versions.file, told_versions.record_number) AS told
  FROM moved_items
  INNER JOIN told_versions
    ON told_versions.source = moved_items.source
    AND told_versions.subscription_id = moved_items.subscription_id
    AND coalesce(told_versions.item_id = moved_items.item_id, true)
  WHERE
    told_versions.file IS NOT NULL
),
nearest_records AS (
  SELECT
    source,
    subscription_id,
    item_id,
    movement_date,
    min_by(told, place) AS told
  FROM candidates
  GROUP BY
    source,
    subscription_id,
    item_id,
    movement_date
)
SELECT
  source,
  subscription_id,
  item_id,
  movement_date,
  told.record_id,
  told.file,
  told.record_number
FROM nearest_records
