WITH customers AS (
  SELECT
    source,
    customer_id,
    max_by(name, valid_from) AS name,
    max_by(account_reference, valid_from) AS account_reference,
    max_by(email, valid_from) AS email
  FROM billing_customers_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    customer_id
),
subscribers AS (
  SELECT DISTINCT
    source,
    customer_id
  FROM subscriptions_history
  WHERE
    customer_id IS NOT NULL
),
contract_holders AS (
  SELECT DISTINCT
    source,
    account_reference
  FROM contracts_history
  WHERE
    account_reference IS NOT NULL
),
known_organizations AS (
  SELECT
    source,
    organization_id,
    max_by(name, valid_from) AS name,
    max_by(account_reference, valid_from) AS account_reference,
    max_by(domains, valid_from) AS domains
  FROM organizations_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    organization_id
),
listed_domains AS (
  SELECT
    source,
    organization_id,
    collect_set(domain) AS domains
  FROM organization_domains
  GROUP BY
    source,
    organization_id
),
askers AS (
  SELECT DISTINCT
    source,
    organization_id
  FROM tickets_history
  WHERE
    organization_id IS NOT NULL
),
email_workspaces AS (
  SELECT DISTINCT
    source,
    account_reference
  FROM user_workspaces
  WHERE
    method = 'e-mail domain'
),
workspaces AS (
  SELECT DISTINCT
    usage_totals.source,
    usage_totals.account_reference,
    email_workspaces.account_reference AS domain
  FROM usage_totals
  LEFT JOIN email_workspaces
    ON email_workspaces.source = usage_totals.source
    AND email_workspaces.account_reference = usage_totals.account_reference
  WHERE
    usage_totals.account_reference <> ''
),
respondents AS (
  SELECT
    source,
    coalesce(account_reference, email_domain(respondent_email)) AS external_id,
    max(account_reference) AS account_reference,
    array_compact(collect_set(email_domain(respondent_email))) AS domains
  FROM survey_results
  GROUP BY
    source,
    coalesce(account_reference, email_domain(respondent_email))
)
SELECT
  coalesce(customers.source, subscribers.source) AS source,
  'billing_customer' AS kind,
  coalesce(customers.customer_id, subscribers.customer_id) AS external_id,
  customers.name,
  customers.account_reference,
  array_compact(array(email_domain(customers.email))) AS domains
FROM customers
FULL OUTER JOIN subscribers
  ON subscribers.source = customers.source
  AND subscribers.customer_id = customers.customer_id
UNION ALL
SELECT
  coalesce(known_organizations.source, askers.source) AS source,
  'organization' AS kind,
  coalesce(known_organizations.organization_id, askers.organization_id) AS external_id,
  known_organizations.name,
  known_organizations.account_reference,
  array_distinct(
    concat(coalesce(known_organizations.domains, array()), coalesce(listed_domains.domains, array()))
  ) AS domains
FROM known_organizations
FULL OUTER JOIN askers
  ON askers.source = known_organizations.source
  AND askers.organization_id = known_organizations.organization_id
LEFT JOIN listed_domains
  ON listed_domains.source = known_organizations.source
  AND listed_domains.organization_id = known_organizations.organization_id
UNION ALL
SELECT
  contract_holders.source,
  'billing_customer' AS kind,
  contract_holders.account_reference AS external_id,
  CAST(NULL AS STRING) AS name,
  contract_holders.account_reference,
  CAST(array() AS ARRAY<STRING>) AS domains
FROM contract_holders
LEFT ANTI JOIN customers
  ON customers.source = contract_holders.source
  AND customers.customer_id = contract_holders.account_reference
LEFT ANTI JOIN subscribers
  ON subscribers.source = contract_holders.source
  AND subscribers.customer_id = contract_holders.account_reference
UNION ALL
SELECT
  source,
  'workspace' AS kind,
  account_reference AS external_id,
  CAST(NULL AS STRING) AS name,
  account_reference,
  array_compact(array(domain)) AS domains
FROM workspaces
UNION ALL
SELECT
  source,
  'survey_account' AS kind,
  external_id,
  CAST(NULL AS STRING) AS name,
  account_reference,
  domains
FROM respondents
WHERE
  external_id IS NOT NULL
