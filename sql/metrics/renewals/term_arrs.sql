WITH restarts AS (
  SELECT
    source,
    contract_id,
    term_number,
    min(restart_date) AS restart_date
  FROM term_successors
  GROUP BY
    source,
    contract_id,
    term_number
),
named_contracts AS (
  SELECT DISTINCT
    source,
    contract_id
  FROM contract_subscriptions
),
named_terms AS (
  SELECT
    contract_terms.*,
    named_contracts.contract_id IS NOT NULL AS is_named
  FROM contract_terms
  LEFT JOIN named_contracts
    ON named_contracts.source = contract_terms.source
    AND named_contracts.contract_id = contract_terms.contract_id
),
dated_terms AS (
  SELECT
    named_terms.*,
    stack(
      2,
      'opening', named_terms.start_date,
      'closing', least(named_terms.due_date, date_sub(restarts.restart_date, 1), :as_of_date)
    ) AS (term_end, value_date)
  FROM named_terms
  LEFT JOIN restarts
    ON restarts.source = named_terms.source
    AND restarts.contract_id = named_terms.contract_id
    AND restarts.term_number = named_terms.term_number
),
account_items AS (
  SELECT
    account_links.account_id,
    item_ledger.source,
    item_ledger.subscription_id,
    item_ledger.product_family,
    item_ledger.from_date,
    item_ledger.to_date,
    item_ledger.arr
  FROM item_ledger
  INNER JOIN account_links
    ON account_links.source = item_ledger.source
    AND account_links.external_id = item_ledger.customer_id
    AND account_links.kind = 'billing_customer'
  WHERE
    item_ledger.state IN ('earning', 'paused')
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
-- Contracts that name no subscription share what runs in their family by what they themselves are worth.
shares AS (
  SELECT
    dated_terms.source,
    dated_terms.contract_id,
    dated_terms.term_number,
    dated_terms.term_end,
    IF(
      count(rivals.agreed_arr) = count(*) AND sum(rivals.agreed_arr) > 0, max(dated_terms.agreed_arr), 1
    ) AS share_part,
    IF(
      count(rivals.agreed_arr) = count(*) AND sum(rivals.agreed_arr) > 0, sum(rivals.agreed_arr), count(*)
    ) AS share_whole
  FROM dated_terms
  INNER JOIN named_terms AS rivals
    ON rivals.account_id = dated_terms.account_id
    AND NOT rivals.is_named
    AND rivals.start_date <= dated_terms.value_date
    AND (rivals.due_date IS NULL OR rivals.due_date >= dated_terms.value_date)
    AND (
      rivals.product_family = dated_terms.product_family
      OR rivals.product_family IS NULL
      OR dated_terms.product_family IS NULL
    )
  WHERE
    NOT dated_terms.is_named
  GROUP BY
    dated_terms.source,
    dated_terms.contract_id,
    dated_terms.term_number,
    dated_terms.term_end
),
covered_items AS (
  SELECT
    dated_terms.source,
    dated_terms.contract_id,
    dated_terms.term_number,
    dated_terms.term_end,
    sum(account_items.arr) AS arr,
    bool_or(NOT dated_terms.is_named AND account_items.source <> dated_terms.source) AS is_shared
  FROM dated_terms
  INNER JOIN account_items
    ON account_items.account_id = dated_terms.account_id
    AND account_items.from_date <= dated_terms.value_date
    AND (account_items.to_date IS NULL OR account_items.to_date > dated_terms.value_date)
  LEFT JOIN named_subscriptions
    ON named_subscriptions.account_id = account_items.account_id
    AND named_subscriptions.subscription_id = account_items.subscription_id
  LEFT JOIN contract_subscriptions
    ON contract_subscriptions.source = dated_terms.source
    AND contract_subscriptions.contract_id = dated_terms.contract_id
    AND contract_subscriptions.subscription_id = account_items.subscription_id
  WHERE
    dated_terms.value_date BETWEEN dated_terms.start_date AND :as_of_date
    AND CASE
      WHEN dated_terms.is_named THEN contract_subscriptions.subscription_id IS NOT NULL
      WHEN account_items.source = dated_terms.source THEN account_items.subscription_id = dated_terms.contract_id
      ELSE
        named_subscriptions.subscription_id IS NULL
        AND (dated_terms.product_family IS NULL OR account_items.product_family = dated_terms.product_family)
    END
  GROUP BY
    dated_terms.source,
    dated_terms.contract_id,
    dated_terms.term_number,
    dated_terms.term_end
)
SELECT
  dated_terms.source,
  dated_terms.contract_id,
  dated_terms.term_number,
  dated_terms.term_end,
  dated_terms.value_date,
  CAST(
    CASE
      WHEN covered_items.arr IS NULL THEN coalesce(dated_terms.agreed_arr, 0)
      WHEN covered_items.is_shared
        THEN covered_items.arr * coalesce(shares.share_part, 1) / coalesce(shares.share_whole, 1)
      ELSE covered_items.arr
    END AS DECIMAL(24,6)
  ) AS arr
FROM dated_terms
LEFT JOIN covered_items
  ON covered_items.source = dated_terms.source
  AND covered_items.contract_id = dated_terms.contract_id
  AND covered_items.term_number = dated_terms.term_number
  AND covered_items.term_end = dated_terms.term_end
LEFT JOIN shares
  ON shares.source = dated_terms.source
  AND shares.contract_id = dated_terms.contract_id
  AND shares.term_number = dated_terms.term_number
  AND shares.term_end = dated_terms.term_end
