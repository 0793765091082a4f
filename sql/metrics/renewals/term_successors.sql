WITH possible_successors AS (
  SELECT
    terms.source,
    terms.contract_id,
    terms.term_number,
    terms.due_date,
    successors.source AS successor_source,
    successors.contract_id AS successor_id,
    successors.term_number AS successor_term,
    successors.start_date AS restart_date,
    -- Nobody signs a subscription: what follows without a gap was there on the due date.
    IF(
      successors.origin = 'subscription' AND successors.start_date <= date_add(terms.due_date, 1),
      least(successors.start_date, terms.due_date),
      coalesce(successors.signed_date, successors.start_date)
    ) AS renewed_date,
    terms.is_last_term AND successors.signed_date IS NULL AS is_signature_assumed,
    CASE
      WHEN NOT terms.is_last_term THEN 'same contract'
      WHEN successors.source = terms.source AND successors.renewed_from_id = terms.contract_id THEN 'link'
      ELSE 'family'
    END AS method
  FROM contract_terms AS terms
  INNER JOIN contract_terms AS successors
    ON successors.account_id = terms.account_id
    AND successors.start_date > terms.start_date
  WHERE
    terms.due_date IS NOT NULL
    AND CASE
      WHEN NOT terms.is_last_term
        THEN
          successors.source = terms.source
          AND successors.contract_id = terms.contract_id
          AND successors.term_number = terms.term_number + 1
      WHEN NOT successors.is_first_term THEN false
      WHEN successors.renewed_from_id IS NOT NULL
        THEN successors.source = terms.source AND successors.renewed_from_id = terms.contract_id
      ELSE
        (
          terms.product_family = successors.product_family
          OR terms.product_family IS NULL
          OR successors.product_family IS NULL
        )
        AND successors.start_date >= date_sub(terms.due_date, :renewal_window_days)
        AND successors.start_date <= date_add(terms.due_date, :grace_days + 1)
        AND (successors.due_date IS NULL OR successors.due_date > terms.due_date)
    END
),
timely_successors AS (
  SELECT
    *,
    bool_or(method = 'link') OVER (PARTITION BY source, contract_id, term_number) AS is_linked
  FROM possible_successors
  WHERE
    method = 'same contract'
    OR renewed_date <= date_add(due_date, :grace_days)
)
SELECT
  source,
  contract_id,
  term_number,
  successor_source,
  successor_id,
  successor_term,
  restart_date,
  IF(method = 'same contract', least(restart_date, due_date), renewed_date) AS renewed_date,
  is_signature_assumed,
  method
FROM timely_successors
WHERE
  method <> 'family'
  OR NOT is_linked
