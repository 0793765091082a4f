WITH referring_subscriptions AS (
  SELECT
    source,
    subscription_id,
    max_by(contract_reference, valid_from) AS contract_id
  FROM subscriptions_history
  WHERE
    NOT is_deleted
  GROUP BY
    source,
    subscription_id
)
SELECT
  source,
  contract_id,
  subscription_id
FROM contract_terms
WHERE
  subscription_id IS NOT NULL
UNION
SELECT
  contract_terms.source,
  contract_terms.contract_id,
  referring_subscriptions.subscription_id
FROM referring_subscriptions
INNER JOIN contract_terms
  ON contract_terms.contract_id = referring_subscriptions.contract_id
  AND contract_terms.origin = 'contract'
