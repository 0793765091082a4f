WITH owned_families AS (
  SELECT
    account_links.account_id,
    coalesce(known_accounts.segment, 'unknown') AS segment,
    item_ledger.product_family,
    max_by(item_ledger.plan, struct(item_ledger.mrr, item_ledger.plan)) AS plan,
    sum(item_ledger.mrr) AS mrr,
    item_ledger.currency
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  INNER JOIN known_accounts
    ON known_accounts.account_id = account_links.account_id
  WHERE
    item_ledger.to_date IS NULL
    AND item_ledger.state = 'earning'
    AND item_ledger.mrr > 0
    AND item_ledger.product_family IS NOT NULL
  GROUP BY
    account_links.account_id,
    coalesce(known_accounts.segment, 'unknown'),
    item_ledger.product_family,
    item_ledger.currency
),
plan_owners AS (
  SELECT
    segment,
    product_family,
    plan,
    count(*) AS owner_count
  FROM owned_families
  GROUP BY
    GROUPING SETS ((segment, product_family, plan), (product_family, plan))
),
family_plans AS (
  SELECT
    segment,
    product_family,
    max_by(plan, struct(owner_count, plan)) AS plan
  FROM plan_owners
  GROUP BY
    segment,
    product_family
),
family_values AS (
  SELECT
    segment,
    product_family,
    count(*) AS owner_count,
    CAST(percentile(mrr, 0.5) AS DECIMAL(24,6)) AS median_mrr
  FROM owned_families
  GROUP BY
    GROUPING SETS ((segment, product_family), (product_family))
),
estimates AS (
  SELECT
    family_values.segment,
    family_values.product_family,
    family_plans.plan,
    family_values.median_mrr,
    family_values.owner_count
  FROM family_values
  INNER JOIN family_plans
    ON family_plans.segment <=> family_values.segment
    AND family_plans.product_family = family_values.product_family
),
payers AS (
  SELECT DISTINCT
    account_id,
    segment,
    currency
  FROM owned_families
)
SELECT
  payers.account_id,
  whole.product_family,
  coalesce(own.plan, whole.plan) AS plan,
  coalesce(own.median_mrr, whole.median_mrr) AS potential_mrr,
  IF(own.plan IS NULL, 'all', 'segment') AS estimate_basis,
  coalesce(own.owner_count, whole.owner_count) AS owner_count,
  payers.currency
FROM payers
INNER JOIN estimates AS whole
  ON whole.segment IS NULL
LEFT JOIN estimates AS own
  ON own.segment = payers.segment
  AND own.product_family = whole.product_family
  AND own.owner_count >= 5
LEFT JOIN owned_families
  ON owned_families.account_id = payers.account_id
  AND owned_families.product_family = whole.product_family
WHERE
  owned_families.account_id IS NULL
