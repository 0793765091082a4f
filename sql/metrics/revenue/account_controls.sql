WITH month_items AS (
  SELECT
    source,
    customer_id,
    from_date,
    to_date,
    mrr,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM item_ledger
  WHERE
    state = 'earning'
),
given_days AS (
  SELECT
    month_start(control_date) AS month,
    max(control_date) AS control_date
  FROM control_mrr
  WHERE
    control_date <= :as_of_date
  GROUP BY
    month_start(control_date)
),
crm_months AS (
  SELECT
    account_attributes_history.account_id,
    account_attributes_history.valid_to,
    try_cast(account_attributes_history.attribute_value AS DECIMAL(24,6)) AS amount,
    explode(
      sequence(
        trunc(account_attributes_history.valid_from, 'MM'),
        trunc(least(account_attributes_history.valid_to, :as_of_date), 'MM'),
        INTERVAL 1 MONTH
      )
    ) AS month
  FROM account_attributes_history
  INNER JOIN settings
    ON settings.crm_mrr_attribute = account_attributes_history.attribute
  WHERE
    NOT account_attributes_history.is_deleted
    AND account_attributes_history.valid_from <= :as_of_date
),
controlled_days AS (
  SELECT DISTINCT
    'items_accounts_parents' AS control,
    month,
    least(last_day(month), :as_of_date) AS control_date
  FROM month_items
  UNION ALL
  SELECT
    'control_mrr' AS control,
    month,
    control_date
  FROM given_days
  UNION ALL
  SELECT DISTINCT
    'crm' AS control,
    month,
    least(last_day(month), :as_of_date) AS control_date
  FROM crm_months
),
sides AS (
  SELECT
    controlled_days.control,
    controlled_days.month,
    coalesce(
      account_links.account_id, concat('unmapped:', month_items.source, ':', month_items.customer_id)
    ) AS account_id,
    month_items.mrr,
    CAST(NULL AS DECIMAL(24,6)) AS control_amount
  FROM controlled_days
  INNER JOIN month_items
    ON month_items.month = controlled_days.month
    AND month_items.from_date <= controlled_days.control_date
    AND coalesce(month_items.to_date > controlled_days.control_date, true)
  LEFT JOIN account_links
    ON account_links.source = month_items.source
    AND account_links.external_id = month_items.customer_id
    AND account_links.kind = 'billing_customer'
  UNION ALL
  SELECT
    'items_accounts_parents' AS control,
    month,
    account_id,
    CAST(0 AS DECIMAL(24,6)) AS mrr,
    opening_mrr + new_mrr + expansion_mrr + contraction_mrr + churn_mrr + reactivation_mrr + pause_mrr + resume_mrr
      AS control_amount
  FROM month_bridges
  UNION ALL
  SELECT
    'crm' AS control,
    month,
    account_id,
    CAST(0 AS DECIMAL(24,6)) AS mrr,
    amount AS control_amount
  FROM crm_months
  WHERE
    valid_to IS NULL
    OR valid_to > least(last_day(month), :as_of_date)
  UNION ALL
  SELECT
    'control_mrr' AS control,
    given_days.month,
    coalesce(
      account_names.account_id, concat('unmapped:', control_mrr.source, ':', control_mrr.external_id)
    ) AS account_id,
    CAST(0 AS DECIMAL(24,6)) AS mrr,
    control_mrr.control_amount
  FROM control_mrr
  INNER JOIN given_days
    ON given_days.control_date = control_mrr.control_date
  LEFT JOIN account_names
    ON account_names.account_name = control_mrr.external_id
)
SELECT
  control,
  month,
  account_id,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(control_amount) AS DECIMAL(24,6)) AS control_amount
FROM sides
GROUP BY
  control,
  month,
  account_id
HAVING
  sum(mrr) <> 0
  OR sum(control_amount) <> 0
