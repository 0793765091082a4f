WITH valued_changes AS (
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
legs AS (
  SELECT
    *,
    coalesce(
      monthly_value(
        discounted_amount(old_price_amount, old_item.contract_steps), old_item.price.billing_interval,
        old_item.price.interval_count, old_item.rate
      ), 0
    ) AS resized_mrr,
    coalesce(
      monthly_value(
        discounted_amount(new_price_amount, old_item.contract_steps), new_item.price.billing_interval,
        new_item.price.interval_count, new_item.rate
      ), 0
    ) AS repriced_mrr,
    coalesce(
      monthly_value(
        discounted_amount(old_price_amount, old_item.contract_steps), old_item.price.billing_interval,
        old_item.price.interval_count, 1
      ), 0
    ) AS native_resized_mrr,
    coalesce(
      monthly_value(
        discounted_amount(new_price_amount, old_item.contract_steps), new_item.price.billing_interval,
        new_item.price.interval_count, 1
      ), 0
    ) AS native_repriced_mrr,
    monthly_value(
      old_item.contract_amount, old_item.price.billing_interval, old_item.price.interval_count, old_spot_rate
    ) AS spot_before,
    coalesce(
      monthly_value(
        discounted_amount(old_price_amount, old_item.contract_steps), old_item.price.billing_interval,
        old_item.price.interval_count, old_spot_rate
      ), 0
    ) AS spot_resized_mrr,
    coalesce(
      monthly_value(
        discounted_amount(new_price_amount, old_item.contract_steps), new_item.price.billing_interval,
        new_item.price.interval_count, new_spot_rate
      ), 0
    ) AS spot_repriced_mrr,
    monthly_value(
      new_item.contract_amount, new_item.price.billing_interval, new_item.price.interval_count, new_spot_rate
    ) AS spot_after,
    (old_item IS NULL OR old_spot_rate IS NOT NULL)
    AND (new_item IS NULL OR new_spot_rate IS NOT NULL) AS has_spot_rates,
    coalesce(
      monthly_value(
        discounted_amount(old_price_amount, old_item.net_steps), old_item.price.billing_interval,
        old_item.price.interval_count, old_item.rate
      ), 0
    ) AS net_resized_mrr,
    coalesce(
      monthly_value(
        discounted_amount(new_price_amount, old_item.net_steps), new_item.price.billing_interval,
        new_item.price.interval_count, new_item.rate
      ), 0
    ) AS net_repriced_mrr
  FROM valued_changes
),
based_legs AS (
  SELECT
    *,
    array(
      struct(
        'contract_constant' AS basis, old_item.mrr AS value_before, resized_mrr AS value_resized,
        repriced_mrr AS value_repriced, new_item.mrr AS value_after, currency AS basis_currency
      ),
      struct(
        'contract_native' AS basis, old_item.native_mrr AS value_before, native_resized_mrr AS value_resized,
        native_repriced_mrr AS value_repriced,
        -- Amounts of two currencies have no difference: all of the old one goes and all of the new one comes.
        IF(is_currency_switch, NULL, new_item.native_mrr) AS value_after,
        coalesce(old_item.native_currency, new_item.native_currency) AS basis_currency
      ),
      struct(
        IF(is_currency_switch, 'contract_native', NULL) AS basis, CAST(NULL AS DECIMAL(24,6)) AS value_before,
        CAST(NULL AS DECIMAL(24,6)) AS value_resized, CAST(NULL AS DECIMAL(24,6)) AS value_repriced,
        new_item.native_mrr AS value_after, new_item.native_currency AS basis_currency
      ),
      struct(
        IF(has_spot_rates, 'contract_spot', NULL) AS basis, spot_before AS value_before,
        spot_resized_mrr AS value_resized, spot_repriced_mrr AS value_repriced, spot_after AS value_after,
        currency AS basis_currency
      ),
      struct(
        'net_constant' AS basis, old_item.net_mrr AS value_before, net_resized_mrr AS value_resized,
        net_repriced_mrr AS value_repriced, new_item.net_mrr AS value_after, currency AS basis_currency
      )
    ) AS bases
  FROM legs
),
values_of_bases AS (
  SELECT
    account_id,
    movement_date,
    source,
    subscription_id,
    item_id,
    paused_before > 0 AS was_paused,
    paused_after > 0 AS is_paused,
    inline(bases) AS (basis, value_before, value_resized, value_repriced, value_after, basis_currency)
  FROM based_legs
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
  basis_currency AS currency
FROM values_of_bases
WHERE
  basis IS NOT NULL
