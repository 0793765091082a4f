WITH won_opportunities AS (
  SELECT
    source,
    opportunity_id,
    account_id,
    opportunity_kind,
    lead_source,
    opportunity_amount,
    currency,
    created_date,
    close_date AS won_date
  FROM account_opportunities
  WHERE
    is_won
    AND close_date <= :as_of_date
),
placed_movements AS (
  SELECT
    day_movements.account_id,
    day_movements.amount,
    -- Of several deals the latest, then the one of the lowest id.
    min_by(
      struct(won_opportunities.source, won_opportunities.opportunity_id),
      struct(
        -unix_date(won_opportunities.won_date), won_opportunities.source, won_opportunities.opportunity_id
      )
    ) AS deal
  FROM day_movements
  INNER JOIN won_opportunities
    ON won_opportunities.account_id = day_movements.account_id
    AND day_movements.movement_date BETWEEN date_sub(won_opportunities.won_date, 7)
    AND date_add(won_opportunities.won_date, :booking_days)
  WHERE
    day_movements.movement IN ('new', 'expansion', 'contraction', 'reactivation')
  GROUP BY
    day_movements.account_id,
    day_movements.movement_date,
    day_movements.amount
),
effects AS (
  SELECT
    deal.source,
    deal.opportunity_id,
    sum(amount) AS mrr_effect
  FROM placed_movements
  GROUP BY
    deal.source,
    deal.opportunity_id
)
SELECT
  won_opportunities.source,
  won_opportunities.opportunity_id,
  won_opportunities.account_id,
  won_opportunities.opportunity_kind,
  won_opportunities.lead_source,
  won_opportunities.opportunity_amount,
  won_opportunities.currency,
  won_opportunities.created_date,
  won_opportunities.won_date,
  CAST(coalesce(effects.mrr_effect, 0) AS DECIMAL(24,6)) AS mrr_effect
FROM won_opportunities
LEFT JOIN effects
  ON effects.source = won_opportunities.source
  AND effects.opportunity_id = won_opportunities.opportunity_id
