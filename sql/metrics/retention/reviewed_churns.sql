WITH reviews AS (
  SELECT
    coalesce(account_names.account_id, churn_reviews.account_reference) AS account_id,
    month_start(churn_reviews.churn_date) AS month,
    -- Of several sources the lowest, and of a month's reviews the latest.
    min_by(
      struct(churn_reviews.assessed_reason, churn_reviews.competitor, churn_reviews.is_avoidable),
      struct(-unix_date(churn_reviews.churn_date), churn_reviews.source, churn_reviews.account_reference)
    ) AS review
  FROM churn_reviews
  LEFT JOIN account_names
    ON account_names.account_name = churn_reviews.account_reference
  GROUP BY
    coalesce(account_names.account_id, churn_reviews.account_reference),
    month_start(churn_reviews.churn_date)
),
told_churns AS (
  SELECT
    account_churns.*,
    reviews.review.assessed_reason,
    reviews.review.competitor,
    reviews.review.is_avoidable,
    -- What a system notes where nobody was asked is no reason of the customer's.
    coalesce(
      reviews.review.assessed_reason,
      IF(account_churns.churn_kind = 'unknown', NULL, account_churns.stated_reason)
    ) AS told_reason
  FROM account_churns
  LEFT JOIN reviews
    ON reviews.account_id = account_churns.account_id
    AND reviews.month = month_start(account_churns.churn_date)
),
meanings AS (
  SELECT
    told_reason,
    min_by(struct(churn_reason, reason_group), source) AS meaning
  FROM churn_reasons
  GROUP BY
    told_reason
)
SELECT
  told_churns.account_id,
  told_churns.churn_date,
  told_churns.mrr,
  told_churns.churn_kind,
  told_churns.stated_reason,
  told_churns.assessed_reason,
  coalesce(meanings.meaning.churn_reason, told_churns.told_reason) AS churn_reason,
  IF(told_churns.told_reason IS NULL, NULL, coalesce(meanings.meaning.reason_group, 'unmapped')) AS reason_group,
  told_churns.competitor,
  told_churns.is_avoidable,
  told_churns.requested_date,
  told_churns.tenure_months,
  told_churns.source,
  told_churns.subscription_id,
  told_churns.plan,
  told_churns.currency
FROM told_churns
LEFT JOIN meanings
  ON meanings.told_reason = lower(told_churns.told_reason)
