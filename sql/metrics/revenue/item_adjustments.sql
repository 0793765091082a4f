WITH acting_adjustments AS (
  SELECT
    adjustment_entries.adjusted_key,
    adjustment_entries.adjustment_target,
    adjustment_entries.created_at,
    adjustment_entries.adjustment_id,
    adjustment_entries.from_date,
    least(adjustment_entries.to_date, adjustment_entries.expires_on) AS to_date,
    adjustment_entries.adjusted_value,
    written_day(adjustment_entries.adjusted_value, NULL) AS effective_date,
    IF(
      adjustment_entries.adjustment_target = 'item_mrr', CAST(adjustment_entries.adjusted_value AS DECIMAL(15,6)), NULL
    ) AS amount,
    adjustment_entries.value_currency,
    plan_rates.rate
  FROM adjustment_entries
  LEFT JOIN plan_rates
    ON plan_rates.native_currency = adjustment_entries.value_currency
  WHERE
    adjustment_entries.adjustment_target IN ('item_mrr', 'exclude_item', 'effective_date', 'movement_label')
)
SELECT
  adjusted_key,
  -- A change is dated anew with all that lies between its days and the new one, so that the days keep their order.
  array_sort(
    collect_list(
      IF(
        adjustment_target = 'effective_date',
        named_struct(
          'created_at', created_at, 'adjustment_id', adjustment_id, 'from_date', least(from_date, effective_date),
          'to_date', greatest(to_date, effective_date), 'effective_date', effective_date
        ), NULL
      )
    )
  ) AS moves,
  array_sort(
    collect_list(
      IF(
        adjustment_target IN ('item_mrr', 'exclude_item'),
        named_struct(
          'created_at', created_at, 'adjustment_id', adjustment_id, 'from_date', from_date, 'to_date', to_date,
          'amount', amount, 'currency', value_currency, 'rate', rate
        ), NULL
      )
    )
  ) AS worths,
  array_sort(
    collect_list(
      IF(
        adjustment_target = 'movement_label',
        named_struct(
          'created_at', created_at, 'adjustment_id', adjustment_id, 'from_date', from_date, 'to_date', to_date,
          'label', adjusted_value
        ), NULL
      )
    )
  ) AS labels
FROM acting_adjustments
WHERE
  to_date IS NULL
  OR from_date < to_date
GROUP BY
  adjusted_key
