WITH invoice_records AS (
  SELECT
    *,
    -- One currency holds for a whole invoice; SQL functions cannot stand inside a lambda.
    major_units(1, currency) AS minor_unit,
    transform(
      lines.data,
      line -> named_struct(
        'line_id', line.id,
        'subscription_id', coalesce(
          line.subscription, line.parent.subscription_item_details.subscription,
          line.parent.invoice_item_details.subscription,
          IF(
            coalesce(line.type, line.parent.type) IS NULL,
            coalesce(subscription, parent.subscription_details.subscription), NULL
          )
        ),
        'item_id', coalesce(line.subscription_item, line.parent.subscription_item_details.subscription_item),
        'price_id', coalesce(line.price.id, line.pricing.price_details.price, line.plan.id),
        'amount', line.amount,
        'discount_amount', aggregate(
          coalesce(line.discount_amounts, array()), CAST(0 AS DECIMAL(18,0)),
          (total, part) -> CAST(total + try_cast(part.amount AS DECIMAL(18,0)) AS DECIMAL(18,0))
        ),
        'tax_amount', aggregate(
          filter(coalesce(line.tax_amounts, array()), tax -> try_cast(tax.inclusive AS BOOLEAN)),
          CAST(0 AS DECIMAL(18,0)),
          (total, part) -> CAST(total + try_cast(part.amount AS DECIMAL(18,0)) AS DECIMAL(18,0))
        ) + aggregate(
          filter(coalesce(line.taxes, array()), tax -> tax.tax_behavior = 'inclusive'),
          CAST(0 AS DECIMAL(18,0)),
          (total, part) -> CAST(total + try_cast(part.amount AS DECIMAL(18,0)) AS DECIMAL(18,0))
        ),
        'discounts', coalesce(line.discount_amounts, array()),
        'quantity', coalesce(line.quantity, '1'),
        'unit_amount', coalesce(
          line.price.unit_amount_decimal, line.price.unit_amount, line.plan.amount_decimal, line.plan.amount
        ),
        'billing_interval', coalesce(line.price.recurring.interval, line.plan.interval),
        'interval_count', coalesce(line.price.recurring.interval_count, line.plan.interval_count),
        'usage_type', coalesce(line.price.recurring.usage_type, line.plan.usage_type),
        'price_type', coalesce(line.price.type, 'recurring'),
        'kind', coalesce(line.parent.type, line.type, 'subscription'),
        'proration', coalesce(
          line.proration, line.parent.subscription_item_details.proration,
          line.parent.invoice_item_details.proration, 'false'
        ),
        'start', line.period.start,
        'end', line.period.end
      )
    ) AS raw_lines
  FROM raw_stripe_invoices
  WHERE
    coalesce(livemode, 'true') <> 'false'
),
read_records AS (
  SELECT
    *,
    transform(
      raw_lines,
      line -> named_struct(
        'line_id', line.line_id,
        'subscription_id', line.subscription_id,
        'item_id', line.item_id,
        'price_id', line.price_id,
        'amount', try_cast(try_cast(line.amount AS DECIMAL(18,0)) * minor_unit AS DECIMAL(24,6)),
        'discount_amount', try_cast(line.discount_amount * minor_unit AS DECIMAL(24,6)),
        'tax_amount', try_cast(line.tax_amount * minor_unit AS DECIMAL(24,6)),
        'discounts', transform(
          line.discounts,
          part -> named_struct(
            'discount_id', part.discount,
            'amount', try_cast(try_cast(part.amount AS DECIMAL(18,0)) * minor_unit AS DECIMAL(24,6))
          )
        ),
        'quantity', try_cast(line.quantity AS DECIMAL(16,4)),
        'unit_price', try_cast(try_cast(line.unit_amount AS DECIMAL(24,12)) * minor_unit AS DECIMAL(15,6)),
        'billing_interval', line.billing_interval,
        'interval_count', try_cast(coalesce(line.interval_count, '1') AS INT),
        'usage_type', line.usage_type,
        'is_recurring', line.subscription_id IS NOT NULL
        AND line.price_type = 'recurring'
        AND (
          line.kind IN ('subscription', 'subscription_item_details')
          OR try_cast(line.proration AS BOOLEAN)
        ),
        'is_proration', try_cast(line.proration AS BOOLEAN),
        'starts_at', timestamp_seconds(try_cast(line.start AS DECIMAL(11,0))),
        'ends_at', timestamp_seconds(try_cast(line.end AS DECIMAL(11,0)))
      )
    ) AS read_lines
  FROM invoice_records
)
SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS invoice_id,
  customer AS customer_id,
  status AS invoice_status,
  upper(currency) AS native_currency,
  billing_reason,
  epoch_instant(created) AS created_at,
  epoch_instant(status_transitions.finalized_at) AS finalized_at,
  epoch_instant(due_date) AS due_at,
  epoch_instant(status_transitions.paid_at) AS paid_at,
  epoch_instant(status_transitions.voided_at) AS voided_at,
  epoch_instant(status_transitions.marked_uncollectible_at) AS marked_uncollectible_at,
  try_cast(try_cast(total AS DECIMAL(18,0)) * minor_unit AS DECIMAL(24,6)) AS total_amount,
  try_cast(try_cast(read_records.amount_due AS DECIMAL(18,0)) * minor_unit AS DECIMAL(24,6)) AS amount_due,
  try_cast(try_cast(read_records.amount_paid AS DECIMAL(18,0)) * minor_unit AS DECIMAL(24,6)) AS amount_paid,
  try_cast(try_cast(read_records.amount_remaining AS DECIMAL(18,0)) * minor_unit AS DECIMAL(24,6))
    AS amount_remaining,
  try_cast(read_records.attempt_count AS INT) AS attempt_count,
  coalesce(try_cast(lines.has_more AS BOOLEAN), false) AS has_more_lines,
  IF(
    exists(
      read_lines,
      line -> line.line_id IS NULL
      OR line.amount IS NULL
      OR line.discount_amount IS NULL
      OR line.tax_amount IS NULL
      OR line.quantity IS NULL
      OR line.is_proration IS NULL
      OR line.interval_count IS NULL
      OR line.starts_at IS NULL
      OR line.ends_at IS NULL
    ),
    NULL,
    read_lines
  ) AS lines
FROM read_records
