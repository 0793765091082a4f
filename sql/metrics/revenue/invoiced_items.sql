SELECT
  source,
  invoice_id,
  subscription_id,
  item_id,
  reporting_date(starts_at) AS from_date,
  reporting_date(ends_at) AS to_date,
  CAST(sum(quantity) AS DECIMAL(16,4)) AS quantity,
  CAST(sum(untaxed_amount) AS DECIMAL(24,6)) AS untaxed_amount
FROM billed_lines
WHERE
  is_recurring
  AND NOT is_proration
  AND invoice_status NOT IN ('draft', 'void')
  AND item_id IS NOT NULL
  AND reporting_date(starts_at) < reporting_date(ends_at)
GROUP BY
  source,
  invoice_id,
  subscription_id,
  item_id,
  reporting_date(starts_at),
  reporting_date(ends_at)
HAVING
  sum(quantity) > 0
  -- What is given back tells no price.
  AND sum(untaxed_amount) >= 0
