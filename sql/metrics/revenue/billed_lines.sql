WITH lines_within AS (
  SELECT
    source,
    invoice_id,
    explode(lines) AS line
  FROM invoices
),
taken_discounts AS (
  SELECT
    invoice_lines.source,
    invoice_lines.invoice_id,
    invoice_lines.line_id,
    invoice_line_discounts.discount_id,
    CAST(
      invoice_line_discounts.discount_minor_units * major_units(1, invoices.native_currency) AS DECIMAL(24,6)
    ) AS amount
  FROM invoice_lines
  INNER JOIN invoice_line_discounts
    ON invoice_line_discounts.source = invoice_lines.source
    AND invoice_line_discounts.line_id = invoice_lines.line_id
    AND coalesce(invoice_line_discounts.invoice_id = invoice_lines.invoice_id, true)
  INNER JOIN invoices
    ON invoices.source = invoice_lines.source
    AND invoices.invoice_id = invoice_lines.invoice_id
),
discounts_of_lines AS (
  SELECT
    source,
    invoice_id,
    line_id,
    sum(amount) AS discount_amount,
    array_sort(collect_list(struct(discount_id, amount))) AS discounts
  FROM taken_discounts
  GROUP BY
    source,
    invoice_id,
    line_id
),
all_lines AS (
  SELECT
    source,
    invoice_id,
    line.line_id,
    line.subscription_id,
    line.item_id,
    line.price_id,
    line.amount AS line_amount,
    line.discount_amount,
    line.tax_amount,
    line.discounts,
    line.quantity,
    line.unit_price,
    line.billing_interval,
    line.interval_count,
    line.usage_type,
    line.is_recurring,
    line.is_proration,
    line.starts_at,
    line.ends_at
  FROM lines_within
  UNION ALL
  SELECT
    invoice_lines.source,
    invoice_lines.invoice_id,
    invoice_lines.line_id,
    invoice_lines.subscription_id,
    invoice_lines.item_id,
    invoice_lines.price_id,
    invoice_lines.line_amount,
    CAST(invoice_lines.discount_amount + coalesce(discounts_of_lines.discount_amount, 0) AS DECIMAL(24,6))
      AS discount_amount,
    invoice_lines.tax_amount,
    discounts_of_lines.discounts,
    invoice_lines.quantity,
    CAST(NULL AS DECIMAL(15,6)) AS unit_price,
    CAST(NULL AS STRING) AS billing_interval,
    CAST(NULL AS INT) AS interval_count,
    CAST(NULL AS STRING) AS usage_type,
    invoice_lines.is_recurring,
    invoice_lines.is_proration,
    invoice_lines.starts_at,
    invoice_lines.ends_at
  FROM invoice_lines
  LEFT JOIN discounts_of_lines
    ON discounts_of_lines.source = invoice_lines.source
    AND discounts_of_lines.invoice_id = invoice_lines.invoice_id
    AND discounts_of_lines.line_id = invoice_lines.line_id
)
SELECT
  all_lines.source,
  all_lines.invoice_id,
  all_lines.line_id,
  invoices.customer_id,
  all_lines.subscription_id,
  all_lines.item_id,
  invoices.native_currency,
  invoices.invoice_status,
  reporting_date(coalesce(invoices.finalized_at, invoices.created_at)) AS finalized_date,
  all_lines.line_amount,
  CAST(all_lines.line_amount - all_lines.tax_amount AS DECIMAL(24,6)) AS untaxed_amount,
  all_lines.line_amount - all_lines.discount_amount - all_lines.tax_amount AS net_amount,
  coalesce(all_lines.discounts, array()) AS line_discounts,
  all_lines.quantity,
  coalesce(all_lines.unit_price, known_prices.unit_price) AS unit_price,
  coalesce(all_lines.billing_interval, known_prices.billing_interval) AS billing_interval,
  IF(all_lines.billing_interval IS NULL, known_prices.interval_count, all_lines.interval_count)
    AS interval_count,
  all_lines.is_recurring AND coalesce(all_lines.usage_type, known_prices.usage_type, 'licensed') <> 'metered'
    AS is_recurring,
  all_lines.is_recurring AND coalesce(all_lines.usage_type, known_prices.usage_type, 'licensed') = 'metered'
    AS is_metered,
  all_lines.is_proration,
  all_lines.starts_at,
  all_lines.ends_at
FROM all_lines
INNER JOIN invoices
  ON invoices.source = all_lines.source
  AND invoices.invoice_id = all_lines.invoice_id
LEFT JOIN known_prices
  ON known_prices.source = all_lines.source
  AND known_prices.price_id = all_lines.price_id
