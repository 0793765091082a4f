WITH linked_renewals AS (
  SELECT
    source,
    renewed_from_id AS contract_id,
    min(start_date) AS renewal_start
  FROM contracts
  WHERE
    contract_status <> 'draft'
    AND renewed_from_id IS NOT NULL
  GROUP BY
    source,
    renewed_from_id
),
agreed_contracts AS (
  SELECT
    contracts.source,
    contracts.contract_id,
    account_links.account_id,
    contracts.account_reference AS customer_id,
    contracts.product_family,
    contracts.subscription_id,
    contracts.renewed_from_id,
    contracts.start_date,
    coalesce(contracts.end_date, date_sub(add_months(contracts.start_date, contracts.term_months), 1)) AS end_date,
    contracts.is_auto,
    contracts.notice_days,
    contracts.signed_date,
    contracts.notice_date,
    contracts.contract_ended_date,
    contracts.contract_status = 'terminated'
    OR contracts.notice_date IS NOT NULL
    OR contracts.contract_ended_date IS NOT NULL AS is_noticed,
    least(
      :as_of_date,
      contracts.notice_date,
      date_sub(contracts.contract_ended_date, 1),
      date_sub(linked_renewals.renewal_start, 1)
    ) AS renews_until,
    contracts.stated_mrr,
    contracts.total_value,
    coalesce(contracts.native_currency, settings.reporting_currency) AS native_currency
  FROM contracts
  CROSS JOIN settings
  INNER JOIN account_links
    ON account_links.source = contracts.source
    AND account_links.external_id = contracts.account_reference
    AND account_links.kind = 'billing_customer'
  LEFT JOIN linked_renewals
    ON linked_renewals.source = contracts.source
    AND linked_renewals.contract_id = contracts.contract_id
  WHERE
    contracts.contract_status <> 'draft'
),
measured_contracts AS (
  SELECT
    *,
    months_between(date_add(end_date, 1), start_date) AS months,
    -- A year has 365 days also where the term crosses the 29th of February.
    CAST(
      datediff(end_date, start_date) + 1
      - size(
        filter(
          sequence(year(start_date), year(end_date)),
          term_year -> day(date_add(make_date(term_year, 2, 28), 1)) = 29
          AND date_add(make_date(term_year, 2, 28), 1) BETWEEN start_date AND end_date
        )
      ) AS INT
    ) AS days_of_years
  FROM agreed_contracts
),
contracts_with_terms AS (
  SELECT
    *,
    IF(months = floor(months), CAST(months AS INT), NULL) AS term_months,
    explode(
      sequence(
        0,
        IF(
          is_auto AND months = floor(months) AND renews_until > end_date,
          CAST(floor(months_between(renews_until, start_date) / months) AS INT),
          0
        )
      )
    ) AS term_number
  FROM measured_contracts
),
terms AS (
  SELECT
    *,
    add_months(start_date, term_number * coalesce(term_months, 0)) AS term_start,
    IF(
      term_number = 0, end_date, date_sub(add_months(start_date, (term_number + 1) * term_months), 1)
    ) AS agreed_due_date,
    term_number = max(term_number) OVER (PARTITION BY source, contract_id) AS is_last_term
  FROM contracts_with_terms
)
SELECT
  source,
  contract_id,
  term_number,
  account_id,
  customer_id,
  product_family,
  subscription_id,
  renewed_from_id,
  term_start AS start_date,
  least(agreed_due_date, date_sub(contract_ended_date, 1)) AS due_date,
  term_months,
  date_sub(agreed_due_date, notice_days) AS notice_deadline,
  signed_date,
  notice_date,
  is_auto,
  is_last_term AND is_noticed AS is_noticed,
  term_number = 0 AS is_first_term,
  is_last_term,
  CAST(coalesce(stated_mrr, total_value) AS DECIMAL(26,12)) AS list_amount,
  IF(stated_mrr IS NOT NULL OR term_months IS NOT NULL, 'month', 'day') AS billing_interval,
  CASE
    WHEN stated_mrr IS NOT NULL THEN 1
    ELSE coalesce(term_months, days_of_years)
  END AS interval_count,
  native_currency
FROM terms
