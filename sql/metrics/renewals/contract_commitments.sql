WITH valued_terms AS (
  SELECT
    contract_terms.*,
    coalesce(contract_terms.signed_date, contract_terms.start_date) AS committed_date,
    CAST(term_arrs.arr / 12 AS DECIMAL(24,6)) AS closing_mrr
  FROM contract_terms
  INNER JOIN term_arrs
    ON term_arrs.source = contract_terms.source
    AND term_arrs.contract_id = contract_terms.contract_id
    AND term_arrs.term_number = contract_terms.term_number
    AND term_arrs.term_end = 'closing'
  WHERE
    contract_terms.origin = 'contract'
),
renewed_terms AS (
  SELECT
    term_successors.successor_source,
    term_successors.successor_id,
    valued_terms.closing_mrr,
    count(*) OVER (
      PARTITION BY term_successors.source, term_successors.contract_id, term_successors.term_number
    ) AS successor_count
  FROM term_successors
  INNER JOIN valued_terms
    ON valued_terms.source = term_successors.source
    AND valued_terms.contract_id = term_successors.contract_id
    AND valued_terms.term_number = term_successors.term_number
  WHERE
    term_successors.method <> 'same contract'
),
-- What renews a term commits to no more than the difference; several renewals of one term share it.
replaced_mrr AS (
  SELECT
    successor_source,
    successor_id,
    sum(closing_mrr / successor_count) AS mrr
  FROM renewed_terms
  GROUP BY
    successor_source,
    successor_id
),
first_renewals AS (
  SELECT
    source,
    contract_id,
    term_number,
    min(renewed_date) AS renewed_date
  FROM term_successors
  GROUP BY
    source,
    contract_id,
    term_number
),
commitments AS (
  SELECT
    valued_terms.account_id,
    'signed' AS commitment,
    valued_terms.committed_date AS from_date,
    valued_terms.start_date AS to_date,
    CAST(coalesce(valued_terms.agreed_mrr, 0) - coalesce(replaced_mrr.mrr, 0) AS DECIMAL(24,6)) AS mrr
  FROM valued_terms
  LEFT JOIN replaced_mrr
    ON replaced_mrr.successor_source = valued_terms.source
    AND replaced_mrr.successor_id = valued_terms.contract_id
  WHERE
    valued_terms.is_first_term
    AND valued_terms.agreed_mrr IS NOT NULL
  UNION ALL
  SELECT
    valued_terms.account_id,
    IF(valued_terms.is_noticed, 'noticed', 'in grace') AS commitment,
    IF(
      valued_terms.is_noticed,
      coalesce(valued_terms.notice_date, least(valued_terms.due_date, :as_of_date)),
      date_add(valued_terms.due_date, 1)
    ) AS from_date,
    IF(
      valued_terms.is_noticed,
      date_add(valued_terms.due_date, 1),
      least(date_add(valued_terms.due_date, :grace_days + 1), first_renewals.renewed_date)
    ) AS to_date,
    valued_terms.closing_mrr AS mrr
  FROM valued_terms
  LEFT JOIN first_renewals
    ON first_renewals.source = valued_terms.source
    AND first_renewals.contract_id = valued_terms.contract_id
    AND first_renewals.term_number = valued_terms.term_number
  WHERE
    valued_terms.is_last_term
    AND IF(
      valued_terms.is_noticed,
      first_renewals.renewed_date IS NULL,
      NOT valued_terms.is_auto AND add_months(valued_terms.start_date, 3) <= date_add(valued_terms.due_date, 1)
    )
),
commitment_months AS (
  SELECT
    *,
    explode(
      sequence(trunc(from_date, 'MM'), trunc(least(to_date, :as_of_date), 'MM'), INTERVAL 1 MONTH)
    ) AS month
  FROM commitments
  WHERE
    from_date < to_date
    AND from_date <= :as_of_date
)
SELECT
  account_id,
  month,
  CAST(sum(IF(commitment = 'signed', greatest(mrr, 0), 0)) AS DECIMAL(24,6)) AS signed_mrr,
  CAST(sum(IF(commitment = 'signed', greatest(-mrr, 0), 0)) AS DECIMAL(24,6)) AS reduced_mrr,
  CAST(sum(IF(commitment = 'noticed', mrr, 0)) AS DECIMAL(24,6)) AS noticed_mrr,
  CAST(sum(IF(commitment = 'in grace', mrr, 0)) AS DECIMAL(24,6)) AS in_grace_mrr
FROM commitment_months
WHERE
  from_date <= least(last_day(month), :as_of_date)
  AND to_date > least(last_day(month), :as_of_date)
GROUP BY
  account_id,
  month
