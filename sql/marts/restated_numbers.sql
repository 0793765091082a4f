-- What was told and what is known, under each other.
WITH months AS (
  SELECT
    true AS is_told,
    account_id,
    month,
    currency,
    opening_mrr,
    new_mrr,
    expansion_mrr,
    contraction_mrr,
    churn_mrr,
    reactivation_mrr,
    pause_mrr,
    resume_mrr,
    fx_mrr,
    closing_mrr,
    closing_list_mrr,
    closing_net_mrr,
    closing_spot_mrr,
    paused_mrr,
    trial_mrr,
    at_risk_dunning_mrr,
    in_grace_mrr,
    cmrr_gross,
    cmrr_net,
    usage_mrr,
    arr
  FROM reported_account_months
  UNION ALL
  SELECT
    false AS is_told,
    account_id,
    month,
    currency,
    opening_mrr,
    new_mrr,
    expansion_mrr,
    contraction_mrr,
    churn_mrr,
    reactivation_mrr,
    pause_mrr,
    resume_mrr,
    fx_mrr,
    closing_mrr,
    closing_list_mrr,
    closing_net_mrr,
    closing_spot_mrr,
    paused_mrr,
    trial_mrr,
    at_risk_dunning_mrr,
    in_grace_mrr,
    cmrr_gross,
    cmrr_net,
    usage_mrr,
    arr
  FROM current_account_months
),
month_columns AS (
  SELECT
    is_told,
    account_id,
    month,
    currency,
    stack(
      21,
      'opening_mrr', opening_mrr,
      'new_mrr', new_mrr,
      'expansion_mrr', expansion_mrr,
      'contraction_mrr', contraction_mrr,
      'churn_mrr', churn_mrr,
      'reactivation_mrr', reactivation_mrr,
      'pause_mrr', pause_mrr,
      'resume_mrr', resume_mrr,
      'fx_mrr', fx_mrr,
      'closing_mrr', closing_mrr,
      'closing_list_mrr', closing_list_mrr,
      'closing_net_mrr', closing_net_mrr,
      'closing_spot_mrr', closing_spot_mrr,
      'paused_mrr', paused_mrr,
      'trial_mrr', trial_mrr,
      'at_risk_dunning_mrr', at_risk_dunning_mrr,
      'in_grace_mrr', in_grace_mrr,
      'cmrr_gross', cmrr_gross,
      'cmrr_net', cmrr_net,
      'usage_mrr', usage_mrr,
      'arr', arr
    ) AS (metric, value)
  FROM months
),
tellings AS (
  SELECT
    is_told,
    month,
    'account_months' AS mart,
    metric,
    '1m' AS window,
    'account' AS dimension,
    account_id AS dimension_value,
    currency,
    CAST(value AS DECIMAL(24,6)) AS value
  FROM month_columns
  UNION ALL
  SELECT
    true AS is_told,
    period AS month,
    'metric_values' AS mart,
    metric,
    window,
    dimension,
    dimension_value,
    currency,
    CAST(value AS DECIMAL(24,6)) AS value
  FROM reported_metric_values
  UNION ALL
  SELECT
    false AS is_told,
    period AS month,
    'metric_values' AS mart,
    metric,
    window,
    dimension,
    dimension_value,
    currency,
    CAST(value AS DECIMAL(24,6)) AS value
  FROM current_metric_values
),
sayings AS (
  SELECT
    month,
    mart,
    metric,
    window,
    dimension,
    dimension_value,
    currency,
    IF(is_told, value, NULL) AS reported_value,
    CAST(NULL AS DECIMAL(24,6)) AS difference,
    IF(is_told, NULL, value) AS new_value
  FROM tellings
  UNION ALL
  SELECT
    month,
    mart,
    metric,
    window,
    dimension,
    dimension_value,
    currency,
    CAST(NULL AS DECIMAL(24,6)) AS reported_value,
    difference,
    CAST(NULL AS DECIMAL(24,6)) AS new_value
  FROM earlier_restatements
),
numbers AS (
  SELECT
    month,
    mart,
    metric,
    window,
    dimension,
    dimension_value,
    max(currency) AS currency,
    max(reported_value) AS reported_value,
    CAST(coalesce(max(reported_value), 0) + coalesce(sum(difference), 0) AS DECIMAL(24,6)) AS old_value,
    max(new_value) AS new_value
  FROM sayings
  -- The curve behind it is of its night alone, so that a later night has no other number for the month.
  WHERE
    metric <> 'ltv_survival'
  GROUP BY
    month,
    mart,
    metric,
    window,
    dimension,
    dimension_value
)
SELECT
  month,
  mart,
  metric,
  window,
  dimension,
  dimension_value,
  currency,
  reported_value,
  old_value,
  new_value,
  CAST(coalesce(new_value, 0) - old_value AS DECIMAL(24,6)) AS difference
FROM numbers
WHERE
  coalesce(new_value, 0) <> old_value
