WITH payer_days AS (
  SELECT
    grain,
    payer_id,
    movement_date,
    max(IF(movement_class = 'commercial', movement, NULL)) AS movement,
    bool_or(movement_class = 'commercial' AND is_all_or_nothing) AS is_all_or_nothing,
    max(opening_mrr) AS opening_mrr,
    max(closing_mrr) AS closing_mrr
  FROM payer_movements
  WHERE
    hierarchy = 'as_is'
  GROUP BY
    grain,
    payer_id,
    movement_date
),
payer_logos AS (
  SELECT
    grain,
    month_start(movement_date) AS month,
    logo_movement(movement, is_all_or_nothing, closing_mrr) AS logo_movement
  FROM payer_days
  WHERE
    (opening_mrr > 0) <> (closing_mrr > 0)
),
logo_months AS (
  SELECT
    grain,
    month,
    count_if(logo_movement = 'new') AS new_accounts,
    count_if(logo_movement = 'reactivated') AS reactivated_accounts,
    count_if(logo_movement = 'resumed') AS resumed_accounts,
    count_if(logo_movement = 'from_free') AS from_free_accounts,
    count_if(logo_movement = 'paused') AS paused_accounts,
    count_if(logo_movement = 'to_free') AS to_free_accounts,
    count_if(logo_movement = 'churned') AS churned_accounts
  FROM payer_logos
  GROUP BY
    grain,
    month
),
month_sums AS (
  SELECT
    grain,
    month,
    currency,
    sum(opening_mrr) AS opening_mrr,
    sum(new_mrr) AS new_mrr,
    sum(expansion_mrr) AS expansion_mrr,
    sum(contraction_mrr) AS contraction_mrr,
    sum(churn_mrr) AS churn_mrr,
    sum(reactivation_mrr) AS reactivation_mrr,
    sum(pause_mrr) AS pause_mrr,
    sum(resume_mrr) AS resume_mrr,
    sum(closing_mrr) AS closing_mrr,
    count_if(opening_mrr > 0) AS opening_accounts,
    count_if(closing_mrr > 0) AS closing_accounts,
    sum(IF(new_mrr > 0 AND churn_mrr < 0, churn_mrr, 0)) AS intra_period_churn_mrr,
    is_partial
  FROM payer_months
  WHERE
    hierarchy = 'as_is'
  GROUP BY
    grain,
    month,
    currency,
    is_partial
)
SELECT
  month_sums.grain,
  month_sums.month,
  month_sums.currency,
  CAST(month_sums.opening_mrr AS DECIMAL(24,6)) AS opening_mrr,
  CAST(month_sums.new_mrr AS DECIMAL(24,6)) AS new_mrr,
  CAST(month_sums.expansion_mrr AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(month_sums.contraction_mrr AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(month_sums.churn_mrr AS DECIMAL(24,6)) AS churn_mrr,
  CAST(month_sums.reactivation_mrr AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(month_sums.pause_mrr AS DECIMAL(24,6)) AS pause_mrr,
  CAST(month_sums.resume_mrr AS DECIMAL(24,6)) AS resume_mrr,
  CAST(month_sums.closing_mrr AS DECIMAL(24,6)) AS closing_mrr,
  month_sums.opening_accounts,
  coalesce(logo_months.new_accounts, 0) AS new_accounts,
  coalesce(logo_months.reactivated_accounts, 0) AS reactivated_accounts,
  coalesce(logo_months.resumed_accounts, 0) AS resumed_accounts,
  coalesce(logo_months.from_free_accounts, 0) AS from_free_accounts,
  coalesce(logo_months.paused_accounts, 0) AS paused_accounts,
  coalesce(logo_months.to_free_accounts, 0) AS to_free_accounts,
  coalesce(logo_months.churned_accounts, 0) AS churned_accounts,
  month_sums.closing_accounts,
  CAST(month_sums.intra_period_churn_mrr AS DECIMAL(24,6)) AS intra_period_churn_mrr,
  month_sums.is_partial
FROM month_sums
LEFT JOIN logo_months
  ON logo_months.grain = month_sums.grain
  AND logo_months.month = month_sums.month
