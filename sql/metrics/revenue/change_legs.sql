WITH repriced_changes AS (
  SELECT
    item_changes.*,
    old_rates.opening_rate AS old_spot_rate,
    new_rates.opening_rate AS new_spot_rate,
    coalesce(old_item.native_currency <> new_item.native_currency, false) AS is_currency_switch,
    net_of_tax(
      price_amount(
        old_item.price.unit_price, old_item.price.tiers, old_item.price.tiers_mode, old_item.price.package_size,
        old_item.price.package_rounding, new_item.quantity
      ), old_item.price.is_tax_inclusive, old_item.price.tax_percent
    ) AS old_price_amount,
    net_of_tax(
      price_amount(
        new_item.price.unit_price, new_item.price.tiers, new_item.price.tiers_mode, new_item.price.package_size,
        new_item.price.package_rounding, new_item.quantity
      ), new_item.price.is_tax_inclusive, new_item.price.tax_percent
    ) AS new_price_amount
  FROM item_changes
  LEFT JOIN spot_rates AS old_rates
    ON old_rates.native_currency = item_changes.old_item.native_currency
    AND old_rates.month = month_start(item_changes.movement_date)
  LEFT JOIN spot_rates AS new_rates
    ON new_rates.native_currency = item_changes.new_item.native_currency
    AND new_rates.month = month_start(item_changes.movement_date)
),
based_changes AS (
  SELECT
    account_id,
    movement_date,
    source,
    subscription_id,
    item_id,
    paused_before > 0 AS was_paused,
    paused_after > 0 AS is_paused,
    old_item,
    new_item,
    old_price_amount,
    new_price_amount,
    inline(
      array(
        struct(
          'contract_constant' AS basis, currency, old_item.contract_steps AS steps, old_item.rate AS old_rate,
          new_item.rate AS new_rate, old_item.mrr AS old_mrr, new_item.mrr AS new_mrr
        ),
        struct(
          'contract_native' AS basis, coalesce(old_item.native_currency, new_item.native_currency) AS currency,
          old_item.contract_steps AS steps, CAST(1 AS DECIMAL(13,8)) AS old_rate, CAST(1 AS DECIMAL(13,8)) AS new_rate,
          old_item.native_mrr AS old_mrr,
          -- Amounts of two currencies have no difference: all of the old one goes and all of the new one comes.
          IF(is_currency_switch, NULL, new_item.native_mrr) AS new_mrr
        ),
        struct(
          IF(is_currency_switch, 'contract_native', NULL) AS basis, new_item.native_currency AS currency,
          old_item.contract_steps AS steps, CAST(NULL AS DECIMAL(13,8)) AS old_rate,
          CAST(NULL AS DECIMAL(13,8)) AS new_rate, CAST(NULL AS DECIMAL(24,6)) AS old_mrr,
          new_item.native_mrr AS new_mrr
        ),
        struct(
          IF(
            (old_item IS NULL OR old_spot_rate IS NOT NULL) AND (new_item IS NULL OR new_spot_rate IS NOT NULL),
            'contract_spot', NULL
          ) AS basis,
          currency, old_item.contract_steps AS steps, old_spot_rate AS old_rate, new_spot_rate AS new_rate,
          CAST(NULL AS DECIMAL(24,6)) AS old_mrr, CAST(NULL AS DECIMAL(24,6)) AS new_mrr
        ),
        struct(
          'net_constant' AS basis, currency, old_item.net_steps AS steps, old_item.rate AS old_rate,
          new_item.rate AS new_rate, old_item.net_mrr AS old_mrr, new_item.net_mrr AS new_mrr
        )
      )
    ) AS (basis, currency, steps, old_rate, new_rate, old_mrr, new_mrr)
  FROM repriced_changes
),
legs AS (
  SELECT
    *,
    -- The ledger holds an item's worth at every rate but that of the change's month.
    IF(
      basis = 'contract_spot',
      monthly_value(
        old_item.contract_amount, old_item.price.billing_interval, old_item.price.interval_count, old_rate
      ), old_mrr
    ) AS value_before,
    coalesce(
      monthly_value(
        discounted_amount(old_price_amount, steps), old_item.price.billing_interval, old_item.price.interval_count,
        old_rate
      ), 0
    ) AS value_resized,
    coalesce(
      monthly_value(
        discounted_amount(new_price_amount, steps), new_item.price.billing_interval, new_item.price.interval_count,
        new_rate
      ), 0
    ) AS value_repriced,
    IF(
      basis = 'contract_spot',
      monthly_value(
        new_item.contract_amount, new_item.price.billing_interval, new_item.price.interval_count, new_rate
      ), new_mrr
    ) AS value_after
  FROM based_changes
  WHERE
    basis IS NOT NULL
)
SELECT
  basis,
  account_id,
  movement_date,
  source,
  subscription_id,
  item_id,
  value_before,
  IF(value_before IS NULL OR value_after IS NULL, NULL, value_resized) AS value_resized,
  IF(value_before IS NULL OR value_after IS NULL, NULL, value_repriced) AS value_repriced,
  value_after,
  CAST(IF(was_paused, coalesce(value_before, 0), 0) AS DECIMAL(24,6)) AS paused_before,
  CAST(IF(is_paused, coalesce(value_after, 0), 0) AS DECIMAL(24,6)) AS paused_after,
  currency
FROM legs
