WITH records AS (
  SELECT
    source,
    customer_id,
    concat('subscription ', subscription_id) AS record_key,
    valid_from,
    is_deleted,
    file,
    record_number
  FROM subscriptions_history
  UNION ALL
  SELECT
    source,
    customer_id,
    concat('invoice ', invoice_id) AS record_key,
    valid_from,
    is_deleted,
    file,
    record_number
  FROM invoices_history
),
versions AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY source, record_key ORDER BY valid_from) = 1 AS is_first
  FROM records
),
facts AS (
  SELECT
    account_links.account_id,
    CASE
      WHEN new_files.reason IS NOT NULL THEN new_files.reason
      WHEN versions.is_deleted THEN 'source_deletion'
      WHEN versions.is_first THEN 'late_fact'
      ELSE 'backdated_change'
    END AS reason,
    versions.source,
    new_files.entity,
    versions.file,
    versions.record_number
  FROM versions
  INNER JOIN new_files
    ON new_files.source = versions.source
    AND new_files.file = versions.file
    AND new_files.extract_date = versions.valid_from
  INNER JOIN account_links
    ON account_links.source = versions.source
    AND account_links.external_id = versions.customer_id
    AND account_links.kind = 'billing_customer'
),
mapped_records AS (
  SELECT
    source,
    linked_source,
    external_id,
    IF(is_deleted, NULL, account_id) AS account_id,
    lag(account_id) OVER (PARTITION BY source, linked_source, external_id ORDER BY valid_from) AS last_account_id,
    false AS is_new_customer,
    valid_from,
    file,
    record_number
  FROM linked_accounts_history
  UNION ALL
  SELECT
    source,
    source AS linked_source,
    customer_id AS external_id,
    IF(is_deleted, NULL, account_reference) AS account_id,
    lag(account_reference) OVER (PARTITION BY source, customer_id ORDER BY valid_from) AS last_account_id,
    row_number() OVER (PARTITION BY source, customer_id ORDER BY valid_from) = 1 AS is_new_customer,
    valid_from,
    file,
    record_number
  FROM billing_customers_history
),
links AS (
  SELECT
    explode(
      array(
        mapped_records.account_id,
        mapped_records.last_account_id,
        concat('unmapped:', mapped_records.linked_source, ':', mapped_records.external_id)
      )
    ) AS account_id,
    'link_change' AS reason,
    mapped_records.source,
    new_files.entity,
    mapped_records.file,
    mapped_records.record_number
  FROM mapped_records
  INNER JOIN new_files
    ON new_files.source = mapped_records.source
    AND new_files.file = mapped_records.file
    AND new_files.extract_date = mapped_records.valid_from
  WHERE
    NOT mapped_records.is_new_customer
    AND NOT mapped_records.account_id <=> mapped_records.last_account_id
),
rates AS (
  SELECT DISTINCT
    account_links.account_id,
    'fx_rate' AS reason,
    fx_rates_history.source,
    new_files.entity,
    fx_rates_history.file,
    fx_rates_history.record_number
  FROM fx_rates_history
  INNER JOIN new_files
    ON new_files.source = fx_rates_history.source
    AND new_files.file = fx_rates_history.file
    AND new_files.extract_date = fx_rates_history.valid_from
  INNER JOIN subscription_items
    ON subscription_items.native_currency = fx_rates_history.from_currency
  INNER JOIN account_links
    ON account_links.source = subscription_items.source
    AND account_links.external_id = subscription_items.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    fx_rates_history.rate_kind = 'plan'
),
choices AS (
  SELECT DISTINCT
    account_months.account_id,
    'policy_change' AS reason,
    policy_news.source,
    'policies' AS entity,
    policy_news.file,
    policy_news.record_number
  FROM policy_news
  CROSS JOIN account_months
),
news AS (
  SELECT
    account_id,
    reason,
    source,
    entity,
    file,
    record_number
  FROM facts
  UNION ALL
  SELECT
    account_id,
    reason,
    source,
    entity,
    file,
    record_number
  FROM links
  UNION ALL
  SELECT
    account_id,
    reason,
    source,
    entity,
    file,
    record_number
  FROM master_news
  UNION ALL
  SELECT
    account_id,
    reason,
    source,
    entity,
    file,
    record_number
  FROM adjustment_news
  UNION ALL
  SELECT
    account_id,
    reason,
    source,
    entity,
    file,
    record_number
  FROM rates
  UNION ALL
  SELECT
    account_id,
    reason,
    source,
    entity,
    file,
    record_number
  FROM choices
)
SELECT
  account_id,
  reason,
  min_by(source, struct(source, file, record_number)) AS source,
  min_by(entity, struct(source, file, record_number)) AS entity,
  min_by(file, struct(source, file, record_number)) AS file,
  min_by(record_number, struct(source, file, record_number)) AS record_number
FROM news
WHERE
  account_id IS NOT NULL
GROUP BY
  account_id,
  reason
