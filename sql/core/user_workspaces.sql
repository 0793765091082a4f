WITH joined_workspaces AS (
  SELECT
    source,
    user_id,
    account_reference,
    reporting_date(member_since) AS from_date,
    lead(reporting_date(member_since)) OVER (
      PARTITION BY source, user_id ORDER BY member_since, membership_id
    ) AS to_date
  FROM memberships
),
first_joined AS (
  SELECT
    source,
    user_id,
    min(from_date) AS from_date
  FROM joined_workspaces
  GROUP BY
    source,
    user_id
)
SELECT
  source,
  user_id,
  from_date,
  to_date,
  account_reference,
  'membership' AS method
FROM joined_workspaces
WHERE
  to_date IS NULL
  OR from_date < to_date
UNION ALL
SELECT
  product_users.source,
  product_users.user_id,
  DATE '1900-01-01' AS from_date,
  first_joined.from_date AS to_date,
  email_domain(product_users.email) AS account_reference,
  'e-mail domain' AS method
FROM product_users
LEFT JOIN first_joined
  ON first_joined.source = product_users.source
  AND first_joined.user_id = product_users.user_id
WHERE
  email_domain(product_users.email) IS NOT NULL
