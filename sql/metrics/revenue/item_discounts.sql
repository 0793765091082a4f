WITH discounted_spans AS (
  SELECT
    source,
    subscription_id,
    from_date,
    max(subscription_discounts) AS discounts,
    array_sort(
      collect_list(
        named_struct(
          'item_id', item_id,
          'product_id', product_id,
          'amount', list_amount,
          'currency', native_currency,
          'minor_unit', major_units(1, native_currency),
          'discounts', discounts
        )
      )
    ) AS items
  FROM item_spans
  GROUP BY
    source,
    subscription_id,
    from_date
  HAVING
    max(size(subscription_discounts) + size(discounts)) > 0
),
discounted_items AS (
  SELECT
    source,
    subscription_id,
    from_date,
    discounted_items(
      transform(
        items,
        item -> named_struct(
          'item_id', item.item_id,
          'product_id', item.product_id,
          'amount', item.amount,
          'currency', item.currency,
          'minor_unit', item.minor_unit,
          'discounts', filter(item.discounts, discount -> discount.duration = 'forever')
        )
      ),
      filter(discounts, discount -> discount.duration = 'forever')
    ) AS contract_items,
    discounted_items(
      transform(
        items,
        item -> named_struct(
          'item_id', item.item_id,
          'product_id', item.product_id,
          'amount', item.amount,
          'currency', item.currency,
          'minor_unit', item.minor_unit,
          'discounts', filter(item.discounts, discount -> discount.duration <> 'once')
        )
      ),
      filter(discounts, discount -> discount.duration <> 'once')
    ) AS net_items
  FROM discounted_spans
),
steps_of_items AS (
  SELECT
    source,
    subscription_id,
    from_date,
    inline(arrays_zip(contract_items, net_items)) AS (contract_item, net_item)
  FROM discounted_items
)
SELECT
  source,
  subscription_id,
  contract_item.item_id,
  from_date,
  contract_item.steps AS contract_steps,
  net_item.steps AS net_steps
FROM steps_of_items
