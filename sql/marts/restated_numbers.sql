WITH told_columns AS (
  SELECT
    account_id,
    month,
    currency,
    stack(
      18,
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
      'cmrr_net', cmrr_net,
      'arr', arr
    ) AS (metric, amount)
  FROM reported_account_months
),
known_columns AS (
  SELECT
    account_id,
    month,
    currency,
    stack(
      18,
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
      'cmrr_net', cmrr_net,
      'arr', arr
    ) AS (metric, amount)
  FROM current_account_months
),
told_numbers AS (
  SELECT
    month,
    'account_months' AS mart,
    metric,
    '1m' AS window,
    'account' AS dimension,
    account_id AS dimension_value,
    currency,
    CAST(amount AS DECIMAL(24,6)) AS value
  FROM told_columns
  UNION ALL
  SELECT
    period AS month,
    'metric_values' AS mart,
    metric,
    window,
    dimension,
    dimension_value,
    currency,
    CAST(value AS DECIMAL(24,6)) AS value
  FROM reported_metric_values
),
known_numbers AS (
  SELECT
    month,
    'account_months' AS mart,
    metric,
    '1m' AS window,
    'account' AS dimension,
    account_id AS dimension_value,
    currency,
    CAST(amount AS DECIMAL(24,6)) AS value
  FROM known_columns
  UNION ALL
  SELECT
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
-- Whatever was said of a number so far, and what is known of it, under each other.
sayings AS (
  SELECT
    month,
    mart,
    metric,
    window,
    dimension,
    dimension_value,
    currency,
    value AS reported_value,
    CAST(NULL AS DECIMAL(24,6)) AS difference,
    CAST(NULL AS DECIMAL(24,6)) AS new_value
  FROM told_numbers
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
    CAST(NULL AS DECIMAL(24,6)) AS difference,
    value AS new_value
  FROM known_numbers
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
