WITH differences AS (
  SELECT
    *,
    mrr - control_amount AS open_amount,
    is_controlled AND abs(mrr - control_amount) > tolerance AS is_open
  FROM invoice_differences
),
less_drafts AS (
  SELECT
    *,
    CASE
      WHEN NOT is_open THEN CAST(0 AS DECIMAL(24,6))
      WHEN open_amount > 0 THEN greatest(least(open_amount, draft_amount), 0)
      ELSE least(greatest(open_amount, draft_amount), 0)
    END AS drafted
  FROM differences
),
less_credits AS (
  SELECT
    *,
    IF(
      is_open AND open_amount - drafted < 0,
      least(greatest(open_amount - drafted, -credited_amount), 0),
      CAST(0 AS DECIMAL(24,6))
    ) AS credited
  FROM less_drafts
),
with_rest AS (
  SELECT
    *,
    CAST(open_amount - drafted - credited AS DECIMAL(24,6)) AS rest
  FROM less_credits
),
explained AS (
  SELECT
    *,
    CASE
      WHEN NOT is_controlled THEN 'not_controlled'
      WHEN abs(rest) <= tolerance THEN 'rounding'
      WHEN billing_state = 'unknown' THEN 'unlinked'
      WHEN is_awaited AND billing_state = 'live' THEN 'not_invoiced_yet'
      WHEN rest < 0 AND billing_state = 'ended' THEN 'out_of_contract'
      WHEN rest < 0 AND billing_state = 'owing' THEN 'arrears'
      WHEN rest < 0 AND billing_state = 'paused' THEN 'paused'
      WHEN is_adjusted THEN 'adjustment'
      ELSE 'unexplained'
    END AS cause_of_rest,
    mrr - greatest(drafted, 0) - greatest(rest, 0) AS agreed
  FROM with_rest
),
-- What agrees stands under no cause, and what does not on one side alone, so that both sides add up.
parts AS (
  SELECT
    *,
    explode(
      array(
        named_struct('cause', 'none', 'mrr', agreed, 'control_amount', agreed),
        named_struct('cause', 'not_invoiced_yet', 'mrr', greatest(drafted, 0), 'control_amount', -least(drafted, 0)),
        named_struct('cause', 'credit_note', 'mrr', greatest(credited, 0), 'control_amount', -least(credited, 0)),
        named_struct('cause', cause_of_rest, 'mrr', greatest(rest, 0), 'control_amount', -least(rest, 0))
      )
    ) AS part
  FROM explained
)
SELECT
  source,
  customer_id,
  subscription_id,
  native_currency,
  month,
  part.cause,
  CAST(sum(part.mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(part.control_amount) AS DECIMAL(24,6)) AS control_amount,
  CAST(sum(part.mrr - part.control_amount) AS DECIMAL(24,6)) AS difference,
  max(tolerance) AS tolerance
FROM parts
WHERE
  part.mrr <> 0
  OR part.control_amount <> 0
GROUP BY
  source,
  customer_id,
  subscription_id,
  native_currency,
  month,
  part.cause
