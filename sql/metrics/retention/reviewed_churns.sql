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
adjusted_churns AS (
  SELECT
    account_churns.account_id,
    account_churns.churn_date,
    max_by(
      struct(adjustment_entries.adjusted_value, adjustment_entries.adjustment_id),
      struct(adjustment_entries.created_at, adjustment_entries.adjustment_id)
    ) AS adjustment
  FROM adjustment_entries
  LEFT JOIN account_names
    ON account_names.account_name = adjustment_entries.adjusted_key
  INNER JOIN account_churns
    ON account_churns.account_id = coalesce(account_names.account_id, adjustment_entries.adjusted_key)
    AND account_churns.churn_date >= adjustment_entries.from_date
    AND coalesce(account_churns.churn_date < least(adjustment_entries.to_date, adjustment_entries.expires_on), true)
  WHERE
    adjustment_entries.adjustment_target = 'churn_reason'
  GROUP BY
    account_churns.account_id,
    account_churns.churn_date
),
told_churns AS (
  SELECT
    account_churns.*,
    reviews.review.assessed_reason,
    reviews.review.competitor,
    reviews.review.is_avoidable,
    -- What a system notes where nobody was asked is no reason of the customer's.
    coalesce(
      adjusted_churns.adjustment.adjusted_value,
      reviews.review.assessed_reason,
      IF(account_churns.churn_kind = 'unknown', NULL, account_churns.stated_reason)
    ) AS told_reason,
    adjusted_churns.adjustment.adjustment_id
  FROM account_churns
  LEFT JOIN adjusted_churns
    ON adjusted_churns.account_id = account_churns.account_id
    AND adjusted_churns.churn_date = account_churns.churn_date
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
  told_churns.currency,
  told_churns.adjustment_id
FROM told_churns
LEFT JOIN meanings
  ON meanings.told_reason = lower(told_churns.told_reason)
