WITH closing_arrs AS (
  SELECT
    term_successors.*,
    term_arrs.arr AS closing_arr,
    sum(term_arrs.arr) OVER (
      PARTITION BY term_successors.successor_source, term_successors.successor_id, term_successors.successor_term
    ) AS group_closing_arr,
    count(*) OVER (
      PARTITION BY term_successors.successor_source, term_successors.successor_id, term_successors.successor_term
    ) AS group_size
  FROM term_successors
  INNER JOIN term_arrs
    ON term_arrs.source = term_successors.source
    AND term_arrs.contract_id = term_successors.contract_id
    AND term_arrs.term_number = term_successors.term_number
    AND term_arrs.term_end = 'closing'
),
renewed_terms AS (
  SELECT
    closing_arrs.source,
    closing_arrs.contract_id,
    closing_arrs.term_number,
    min(closing_arrs.renewed_date) AS renewed_date,
    array_join(array_sort(collect_set(closing_arrs.successor_id)), ' ') AS successor,
    bool_or(closing_arrs.is_signature_assumed) AS is_signature_assumed,
    -- What renews several terms at once is shared by what they were worth, so that a gain makes up within the group.
    sum(
      IF(
        closing_arrs.group_closing_arr > 0,
        term_arrs.arr * closing_arrs.closing_arr / closing_arrs.group_closing_arr,
        term_arrs.arr / closing_arrs.group_size
      )
    ) AS renewed_arr
  FROM closing_arrs
  INNER JOIN term_arrs
    ON term_arrs.source = closing_arrs.successor_source
    AND term_arrs.contract_id = closing_arrs.successor_id
    AND term_arrs.term_number = closing_arrs.successor_term
    AND term_arrs.term_end = 'opening'
  GROUP BY
    closing_arrs.source,
    closing_arrs.contract_id,
    closing_arrs.term_number
),
outcomes AS (
  SELECT
    contract_terms.*,
    term_arrs.arr AS expiring_arr,
    renewed_terms.renewed_arr,
    renewed_terms.renewed_date,
    renewed_terms.successor,
    coalesce(renewed_terms.is_signature_assumed, false) AS is_signature_assumed,
    CASE
      WHEN renewed_terms.renewed_date < date_sub(contract_terms.due_date, :early_renewal_days) THEN 'early'
      WHEN renewed_terms.renewed_date <= contract_terms.due_date THEN 'on_time'
      WHEN renewed_terms.renewed_date IS NOT NULL THEN 'late'
      WHEN contract_terms.due_date >= :as_of_date THEN 'open'
      WHEN contract_terms.is_noticed THEN 'lost'
      WHEN
        add_months(contract_terms.start_date, 3) <= date_add(contract_terms.due_date, 1)
        AND :as_of_date <= date_add(contract_terms.due_date, :grace_days)
        THEN 'in_grace'
      ELSE 'lost'
    END AS outcome
  FROM contract_terms
  INNER JOIN term_arrs
    ON term_arrs.source = contract_terms.source
    AND term_arrs.contract_id = contract_terms.contract_id
    AND term_arrs.term_number = contract_terms.term_number
    AND term_arrs.term_end = 'closing'
  LEFT JOIN renewed_terms
    ON renewed_terms.source = contract_terms.source
    AND renewed_terms.contract_id = contract_terms.contract_id
    AND renewed_terms.term_number = contract_terms.term_number
  WHERE
    contract_terms.due_date IS NOT NULL
    AND CASE
      WHEN contract_terms.origin = 'subscription' THEN contract_terms.term_months >= 3
      ELSE contract_terms.term_months IS NULL OR contract_terms.term_months >= 3 OR NOT contract_terms.is_auto
    END
)
SELECT
  outcomes.source,
  outcomes.contract_id,
  outcomes.term_number,
  outcomes.account_id,
  outcomes.product_family,
  outcomes.start_date,
  outcomes.due_date,
  outcomes.notice_deadline,
  outcomes.expiring_arr,
  CASE
    WHEN outcomes.outcome = 'lost' THEN CAST(0 AS DECIMAL(24,6))
    ELSE CAST(outcomes.renewed_arr AS DECIMAL(24,6))
  END AS renewed_arr,
  outcomes.outcome,
  outcomes.renewed_date,
  outcomes.is_auto,
  months_between(date_add(outcomes.due_date, 1), outcomes.start_date) > 12 AS is_multi_year,
  outcomes.is_noticed,
  outcomes.is_signature_assumed,
  outcomes.successor,
  outcomes.origin,
  date_add(last_day(outcomes.due_date), :grace_days) >= :as_of_date AS is_partial,
  settings.reporting_currency AS currency
FROM outcomes
CROSS JOIN settings
