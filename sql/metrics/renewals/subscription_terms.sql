WITH accounts_with_contracts AS (
  SELECT DISTINCT account_id
  FROM agreed_terms
),
licensed_spans AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    from_date,
    -- What is planned for a later day ends only where somebody planned the end.
    IF(to_date <= :as_of_date, to_date, scheduled_end_date) AS to_date,
    scheduled_end_date,
    filter(items, item -> item.usage_type <> 'metered') AS items
  FROM subscription_spans
  WHERE
    state IN ('earning', 'paused')
    AND from_date <= :as_of_date
),
spans_with_interval AS (
  SELECT
    *,
    array_max(
      transform(
        items,
        item -> CASE item.billing_interval
          WHEN 'year' THEN 12 * item.interval_count
          WHEN 'month' THEN item.interval_count
          ELSE 0
        END
      )
    ) AS interval_months,
    -- The product that costs most is what the subscription is of; deliveries list its items in any order.
    array_max(
      transform(
        items,
        item -> named_struct(
          'monthly_price',
          coalesce(item.unit_price * item.quantity, 0)
          / (IF(item.billing_interval = 'year', 12, 1) * greatest(item.interval_count, 1)),
          'product_id', item.product_id
        )
      )
    ).product_id AS product_id
  FROM licensed_spans
  WHERE
    size(items) > 0
),
spans_with_past AS (
  SELECT
    *,
    coalesce(
      lag(to_date) OVER (PARTITION BY source, subscription_id ORDER BY from_date) = from_date
      AND lag(interval_months) OVER (PARTITION BY source, subscription_id ORDER BY from_date) = interval_months,
      false
    ) AS is_same_interval
  FROM spans_with_interval
),
spans_with_stretch AS (
  SELECT
    *,
    count_if(NOT is_same_interval) OVER (PARTITION BY source, subscription_id ORDER BY from_date) AS stretch
  FROM spans_with_past
),
stretches AS (
  SELECT
    source,
    subscription_id,
    stretch,
    max_by(customer_id, from_date) AS customer_id,
    max_by(product_id, from_date) AS product_id,
    max(interval_months) AS interval_months,
    min(from_date) AS from_date,
    max_by(to_date, from_date) AS to_date
  FROM spans_with_stretch
  GROUP BY
    source,
    subscription_id,
    stretch
),
stretches_in_order AS (
  SELECT
    *,
    coalesce(lag(to_date) OVER (PARTITION BY source, subscription_id ORDER BY stretch) = from_date, false)
      AS is_continuing,
    coalesce(lead(from_date) OVER (PARTITION BY source, subscription_id ORDER BY stretch) = to_date, false)
      AS is_continued
  FROM stretches
),
stretches_with_terms AS (
  SELECT
    *,
    explode(
      sequence(
        0,
        IF(
          interval_months < 3,
          0,
          CAST(floor(months_between(least(:as_of_date, date_sub(to_date, 1)), from_date) / interval_months) AS INT)
        )
      )
    ) AS stretch_term
  FROM stretches_in_order
),
terms AS (
  SELECT
    *,
    stretch_term = max(stretch_term) OVER (PARTITION BY source, subscription_id, stretch) AS is_last_of_stretch,
    row_number() OVER (PARTITION BY source, subscription_id ORDER BY stretch, stretch_term) - 1 AS term_number,
    IF(
      interval_months >= 3, date_sub(add_months(from_date, (stretch_term + 1) * interval_months), 1), NULL
    ) AS agreed_due_date
  FROM stretches_with_terms
)
SELECT
  terms.source,
  terms.subscription_id AS contract_id,
  terms.term_number,
  account_links.account_id,
  terms.customer_id,
  coalesce(known_products.product_family, 'unknown') AS product_family,
  terms.subscription_id,
  CAST(NULL AS STRING) AS renewed_from_id,
  add_months(terms.from_date, terms.stretch_term * terms.interval_months) AS start_date,
  IF(
    terms.is_last_of_stretch AND NOT terms.is_continued,
    least(terms.agreed_due_date, date_sub(terms.to_date, 1)),
    terms.agreed_due_date
  ) AS due_date,
  IF(terms.interval_months >= 3, terms.interval_months, NULL) AS term_months,
  true AS is_auto,
  terms.is_last_of_stretch AND NOT terms.is_continued AND terms.to_date IS NOT NULL
  AND (terms.agreed_due_date IS NULL OR terms.to_date <= date_add(terms.agreed_due_date, 1)) AS is_noticed,
  terms.stretch_term = 0 AND NOT terms.is_continuing AS is_first_term,
  terms.is_last_of_stretch AND NOT terms.is_continued AS is_last_term
FROM terms
INNER JOIN account_links
  ON account_links.source = terms.source
  AND account_links.external_id = terms.customer_id
  AND account_links.kind = 'billing_customer'
LEFT JOIN known_products
  ON known_products.source = terms.source
  AND known_products.product_id = terms.product_id
LEFT ANTI JOIN accounts_with_contracts
  ON accounts_with_contracts.account_id = account_links.account_id
