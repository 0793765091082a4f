WITH next_renewals AS (
  SELECT
    account_id,
    min(due_date) AS next_renewal_date,
    min_by(notice_deadline, due_date) AS next_notice_deadline,
    CAST(sum(IF(due_date <= date_add(:as_of_date, 90), expiring_arr, 0)) AS DECIMAL(24,6)) AS arr_due_90_days
  FROM term_outcomes
  WHERE
    outcome = 'open'
  GROUP BY
    account_id
)
SELECT
  accounts.account_id,
  accounts.name,
  accounts.parent_account_id,
  accounts.segment,
  accounts.region,
  accounts.industry,
  accounts.csm,
  accounts.status,
  accounts.customer_since,
  accounts.churned_date,
  coalesce(account_revenue.mrr, 0) AS mrr,
  settings.reporting_currency AS currency,
  account_revenue.plan,
  coalesce(account_revenue.seat_count, 0) AS seat_count,
  coalesce(account_revenue.subscription_count, 0) AS subscription_count,
  next_renewals.next_renewal_date,
  datediff(next_renewals.next_renewal_date, :as_of_date) AS days_to_renewal,
  next_renewals.next_notice_deadline,
  coalesce(next_renewals.arr_due_90_days, 0) AS arr_due_90_days,
  coalesce(account_tickets.ticket_count, 0) AS ticket_count,
  coalesce(account_tickets.open_ticket_count, 0) AS open_ticket_count,
  coalesce(account_tickets.ticket_count_90_days, 0) AS ticket_count_90_days,
  account_usage.last_event_date,
  coalesce(account_usage.event_count_28_days, 0) AS event_count_28_days,
  coalesce(account_usage.active_user_count_28_days, 0) AS active_user_count_28_days,
  account_voice.last_response_date,
  account_voice.last_nps_score
FROM accounts
CROSS JOIN settings
LEFT JOIN account_revenue
  ON account_revenue.account_id = accounts.account_id
LEFT JOIN next_renewals
  ON next_renewals.account_id = accounts.account_id
LEFT JOIN account_tickets
  ON account_tickets.account_id = accounts.account_id
LEFT JOIN account_usage
  ON account_usage.account_id = accounts.account_id
LEFT JOIN account_voice
  ON account_voice.account_id = accounts.account_id
