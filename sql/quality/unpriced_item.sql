SELECT
  source,
  'subscription_items' AS entity,
  'unpriced_item' AS rule,
  coalesce(sum(size(items)), 0) AS rows_checked,
  coalesce(
    sum(
      size(
        filter(
          items,
          item -> (item.unit_price IS NULL AND coalesce(size(item.tiers), 0) = 0)
          OR (coalesce(item.is_tax_inclusive, false) AND item.tax_percent IS NULL)
        )
      )
    ), 0
  ) AS rows_failed
FROM subscription_states
WHERE
  valid_to IS NULL
  AND NOT is_deleted
GROUP BY
  source
