SELECT
  spot_bridges.month,
  spot_bridges.currency,
  account_dimensions.dimension,
  account_dimensions.dimension_value,
  CAST(sum(spot_bridges.opening_mrr) AS DECIMAL(24,6)) AS opening_mrr,
  CAST(sum(spot_bridges.new_mrr) AS DECIMAL(24,6)) AS new_mrr,
  CAST(sum(spot_bridges.expansion_mrr) AS DECIMAL(24,6)) AS expansion_mrr,
  CAST(sum(spot_bridges.contraction_mrr) AS DECIMAL(24,6)) AS contraction_mrr,
  CAST(sum(spot_bridges.churn_mrr) AS DECIMAL(24,6)) AS churn_mrr,
  CAST(sum(spot_bridges.reactivation_mrr) AS DECIMAL(24,6)) AS reactivation_mrr,
  CAST(sum(spot_bridges.pause_mrr) AS DECIMAL(24,6)) AS pause_mrr,
  CAST(sum(spot_bridges.resume_mrr) AS DECIMAL(24,6)) AS resume_mrr,
  CAST(sum(spot_bridges.fx_mrr) AS DECIMAL(24,6)) AS fx_mrr,
  CAST(sum(spot_bridges.closing_mrr) AS DECIMAL(24,6)) AS closing_mrr
FROM spot_bridges
INNER JOIN account_dimensions
  ON account_dimensions.account_id = spot_bridges.account_id
GROUP BY
  spot_bridges.month,
  spot_bridges.currency,
  account_dimensions.dimension,
  account_dimensions.dimension_value
-- A missing rate leaves the whole sum without a value.
HAVING
  count_if(spot_bridges.opening_mrr IS NULL OR spot_bridges.closing_mrr IS NULL) = 0
