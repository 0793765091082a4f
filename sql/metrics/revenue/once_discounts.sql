WITH told_discounts AS (
  SELECT
    source,
    explode(
      concat(
        coalesce(discounts, array()),
        flatten(transform(coalesce(items, array()), item -> coalesce(item.discounts, array())))
      )
    ) AS discount
  FROM subscription_states
  UNION ALL
  SELECT
    source,
    explode(discounts) AS discount
  FROM customer_discounts
),
lasting_discounts AS (
  SELECT DISTINCT
    source,
    discount.discount_id
  FROM told_discounts
  WHERE
    discount.duration <> 'once'
),
discounts_of_lines AS (
  SELECT
    source,
    subscription_id,
    item_id,
    reporting_date(starts_at) AS from_date,
    reporting_date(ends_at) AS to_date,
    explode(line_discounts) AS discount
  FROM billed_lines
  WHERE
    is_recurring
    AND NOT is_proration
    AND invoice_status NOT IN ('draft', 'void')
    AND item_id IS NOT NULL
)
SELECT
  discounts_of_lines.source,
  discounts_of_lines.subscription_id,
  discounts_of_lines.item_id,
  discounts_of_lines.from_date,
  discounts_of_lines.to_date,
  CAST(sum(discounts_of_lines.discount.amount) AS DECIMAL(26,12)) AS amount_off
FROM discounts_of_lines
LEFT JOIN lasting_discounts
  ON lasting_discounts.source = discounts_of_lines.source
  AND lasting_discounts.discount_id = discounts_of_lines.discount.discount_id
WHERE
  lasting_discounts.discount_id IS NULL
  AND discounts_of_lines.discount.discount_id IS NOT NULL
  AND discounts_of_lines.from_date < discounts_of_lines.to_date
GROUP BY
  discounts_of_lines.source,
  discounts_of_lines.subscription_id,
  discounts_of_lines.item_id,
  discounts_of_lines.from_date,
  discounts_of_lines.to_date
