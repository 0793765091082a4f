WITH subscription_currencies AS (
  SELECT
    source,
    transform(coalesce(items, array()), item -> item.currency) AS currencies,
    coalesce(discounts, array()) AS discounts
  FROM subscription_states
  WHERE
    valid_to IS NULL
    AND NOT is_deleted
)
SELECT
  source,
  'subscriptions' AS entity,
  'discount_without_effect' AS rule,
  coalesce(sum(size(discounts)), 0) AS rows_checked,
  coalesce(
    sum(
      size(
        filter(
          discounts,
          discount -> discount.percent_off IS NULL
          AND (discount.amount_off IS NULL OR NOT array_contains(currencies, discount.currency))
        )
      )
    ), 0
  ) AS rows_failed
FROM subscription_currencies
GROUP BY
  source
