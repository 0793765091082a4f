WITH billed_accounts AS (
  SELECT DISTINCT account_links.account_id
  FROM subscription_spans
  INNER JOIN account_links
    ON account_links.source = subscription_spans.source
    AND account_links.external_id = subscription_spans.customer_id
    AND account_links.kind = 'billing_customer'
),
restarts AS (
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
terms AS (
  SELECT
    agreed_terms.*,
    -- Who signs too long after the first day pays from the signature on.
    IF(
      agreed_terms.is_first_term AND agreed_terms.signed_date >= date_add(agreed_terms.start_date, :signature_days),
      agreed_terms.signed_date,
      agreed_terms.start_date
    ) AS from_date,
    restarts.restart_date,
    agreed_terms.is_last_term
    AND NOT agreed_terms.is_noticed
    AND add_months(agreed_terms.start_date, 3) <= date_add(agreed_terms.due_date, 1) AS has_grace
  FROM agreed_terms
  INNER JOIN settings
    ON settings.mrr_source = 'contracts'
  LEFT ANTI JOIN billed_accounts
    ON billed_accounts.account_id = agreed_terms.account_id
  LEFT JOIN restarts
    ON restarts.source = agreed_terms.source
    AND restarts.contract_id = agreed_terms.contract_id
    AND restarts.term_number = agreed_terms.term_number
),
held_terms AS (
  SELECT
    *,
    CASE
      WHEN due_date IS NULL THEN restart_date
      WHEN restart_date <= date_add(due_date, 1) THEN restart_date
      -- A gap before what renews the term is held as long as the grace lasts.
      WHEN has_grace AND restart_date <= date_add(due_date, :grace_days + 1) THEN restart_date
      WHEN has_grace AND restart_date IS NULL AND is_auto THEN NULL
      WHEN has_grace AND restart_date IS NULL AND :as_of_date <= date_add(due_date, :grace_days) THEN NULL
      ELSE date_add(due_date, 1)
    END AS to_date
  FROM terms
)
SELECT
  source,
  contract_id AS subscription_id,
  contract_id AS item_id,
  from_date,
  IF(to_date <= :as_of_date, to_date, NULL) AS to_date,
  customer_id,
  'earning' AS state,
  false AS is_past_due,
  CAST(NULL AS DATE) AS scheduled_end_date,
  CAST(NULL AS STRING) AS product_id,
  coalesce(product_family, 'unknown') AS product_family,
  coalesce(product_family, 'unknown') AS plan,
  CAST(NULL AS INT) AS plan_rank,
  CAST(1 AS DECIMAL(16,4)) AS quantity,
  native_currency,
  billing_interval,
  interval_count,
  coalesce(list_amount, 0) AS list_amount
FROM held_terms
WHERE
  from_date <= :as_of_date
  AND (to_date IS NULL OR from_date < to_date)
