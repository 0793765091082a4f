WITH closed_months AS (
  SELECT *
  FROM account_months
  WHERE
    month = trunc(add_months(:as_of_date, -1), 'MM')
),
last_closes AS (
  SELECT count(*) > 0 AS is_told
  FROM previous_closings
)
SELECT
  :as_of_date AS closing_date,
  coalesce(closed_months.account_id, previous_closings.account_id) AS account_id,
  trunc(add_months(:as_of_date, -1), 'MM') AS month,
  coalesce(closed_months.currency, previous_closings.currency) AS currency,
  CAST(coalesce(closed_months.opening_mrr, 0) AS DECIMAL(24,6)) AS opening_mrr,
  CAST(coalesce(closed_months.new_mrr, 0) AS DECIMAL(24,6)) AS new_mrr,
  CAST(coalesce(closed_months.expansion_mrr, 0) AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(coalesce(closed_months.contraction_mrr, 0) AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(coalesce(closed_months.churn_mrr, 0) AS DECIMAL(24,6)) AS churn_mrr,
  CAST(coalesce(closed_months.reactivation_mrr, 0) AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(coalesce(closed_months.pause_mrr, 0) AS DECIMAL(24,6)) AS pause_mrr,
  CAST(coalesce(closed_months.resume_mrr, 0) AS DECIMAL(24,6)) AS resume_mrr,
  CAST(coalesce(closed_months.fx_mrr, 0) AS DECIMAL(24,6)) AS fx_mrr,
  CAST(coalesce(closed_months.closing_mrr, 0) AS DECIMAL(24,6)) AS closing_mrr,
  CAST(coalesce(closed_months.closing_list_mrr, 0) AS DECIMAL(24,6)) AS closing_list_mrr,
  CAST(coalesce(closed_months.closing_net_mrr, 0) AS DECIMAL(24,6)) AS closing_net_mrr,
  CAST(IF(closed_months.account_id IS NULL, 0, closed_months.closing_spot_mrr) AS DECIMAL(24,6)) AS closing_spot_mrr,
  CAST(coalesce(closed_months.paused_mrr, 0) AS DECIMAL(24,6)) AS paused_mrr,
  CAST(coalesce(closed_months.trial_mrr, 0) AS DECIMAL(24,6)) AS trial_mrr,
  CAST(coalesce(closed_months.at_risk_dunning_mrr, 0) AS DECIMAL(24,6)) AS at_risk_dunning_mrr,
  CAST(coalesce(closed_months.in_grace_mrr, 0) AS DECIMAL(24,6)) AS in_grace_mrr,
  CAST(coalesce(closed_months.cmrr_gross, 0) AS DECIMAL(24,6)) AS cmrr_gross,
  CAST(coalesce(closed_months.cmrr_net, 0) AS DECIMAL(24,6)) AS cmrr_net,
  CAST(IF(closed_months.account_id IS NULL, 0, closed_months.usage_mrr) AS DECIMAL(24,6)) AS usage_mrr,
  CAST(coalesce(closed_months.arr, 0) AS DECIMAL(24,6)) AS arr,
  closed_months.opening_plan,
  closed_months.closing_plan,
  coalesce(closed_months.is_kept, false) AS is_kept,
  CAST(
    IF(
      last_closes.is_told,
      coalesce(previous_closings.known_mrr, closed_months.opening_mrr, 0) - coalesce(previous_closings.closing_mrr, 0),
      0
    ) AS DECIMAL(24,6)
  ) AS restatement_mrr,
  CAST(
    coalesce(closed_months.opening_mrr, 0) - coalesce(previous_closings.known_mrr, closed_months.opening_mrr, 0)
    AS DECIMAL(24,6)
  ) AS rebase_mrr,
  closed_months.adjustment_id
FROM closed_months
FULL OUTER JOIN previous_closings
  ON previous_closings.account_id = closed_months.account_id
  AND previous_closings.currency = closed_months.currency
CROSS JOIN last_closes
-- Whom nobody knows any more has a row as long as something was told of it.
WHERE
  closed_months.account_id IS NOT NULL
  OR previous_closings.closing_mrr <> 0
