WITH named_contracts AS (
  SELECT DISTINCT
    source,
    contract_id
  FROM contract_subscriptions
),
named_subscriptions AS (
  SELECT DISTINCT
    contract_terms.account_id,
    contract_subscriptions.subscription_id
  FROM contract_subscriptions
  INNER JOIN contract_terms
    ON contract_terms.source = contract_subscriptions.source
    AND contract_terms.contract_id = contract_subscriptions.contract_id
),
agreed_contract_terms AS (
  SELECT
    contract_terms.*,
    named_contracts.contract_id IS NOT NULL AS is_named
  FROM contract_terms
  LEFT JOIN named_contracts
    ON named_contracts.source = contract_terms.source
    AND named_contracts.contract_id = contract_terms.contract_id
  WHERE
    contract_terms.origin = 'contract'
),
account_items AS (
  SELECT
    account_links.account_id,
    item_ledger.source,
    item_ledger.subscription_id,
    item_ledger.item_id,
    item_ledger.from_date,
    least(date_sub(item_ledger.to_date, 1), :as_of_date) AS last_date,
    item_ledger.product_family,
    named_subscriptions.subscription_id IS NOT NULL AS is_named
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  LEFT JOIN named_subscriptions
    ON named_subscriptions.account_id = account_links.account_id
    AND named_subscriptions.subscription_id = item_ledger.subscription_id
  WHERE
    item_ledger.state IN ('earning', 'paused')
),
covered_items AS (
  SELECT
    account_items.source,
    account_items.subscription_id,
    account_items.item_id,
    account_items.from_date,
    account_items.last_date,
    max_by(
      struct(terms.contract_id, terms.due_date),
      struct(coalesce(terms.due_date, DATE '9999-12-31'), terms.start_date, terms.contract_id)
    ) AS latest
  FROM account_items
  INNER JOIN agreed_contract_terms AS terms
    ON terms.account_id = account_items.account_id
    AND terms.start_date <= account_items.last_date
  LEFT JOIN contract_subscriptions
    ON contract_subscriptions.source = terms.source
    AND contract_subscriptions.contract_id = terms.contract_id
    AND contract_subscriptions.subscription_id = account_items.subscription_id
  WHERE
    CASE
      WHEN account_items.source = terms.source AND account_items.subscription_id = terms.contract_id THEN true
      WHEN terms.is_named OR account_items.is_named THEN contract_subscriptions.subscription_id IS NOT NULL
      ELSE terms.product_family IS NULL OR terms.product_family = account_items.product_family
    END
  GROUP BY
    account_items.source,
    account_items.subscription_id,
    account_items.item_id,
    account_items.from_date,
    account_items.last_date
)
SELECT
  source,
  subscription_id,
  item_id,
  from_date,
  latest.contract_id,
  -- What a contract alone says, without a bill, is held by its grace and never billed on.
  IF(
    latest.due_date < last_date AND latest.contract_id <> subscription_id,
    greatest(date_add(latest.due_date, 1), from_date),
    NULL
  ) AS out_of_contract_from
FROM covered_items
