SELECT
  record,
  utc_instant(coalesce(_fivetran_start, _fivetran_synced)) AS cursor_at,
  IF(
    try_cast(_fivetran_active AS BOOLEAN) = false AND utc_instant(_fivetran_end) < TIMESTAMP '9999-01-01 00:00:00Z',
    utc_instant(_fivetran_end),
    NULL
  ) AS version_ended_at,
  utc_instant(_fivetran_start) AS version_started_at,
  coalesce(try_cast(_fivetran_deleted AS BOOLEAN), false) AS is_deleted,
  id AS subscription_id,
  customer_id,
  status AS subscription_status,
  utc_instant(coalesce(start_date, created)) AS started_at,
  utc_instant(trial_start) AS trial_started_at,
  utc_instant(trial_end) AS trial_ends_at,
  utc_instant(coalesce(ended_at, IF(status = 'canceled', canceled_at, NULL))) AS ended_at,
  utc_instant(cancel_at) AS cancel_at,
  utc_instant(canceled_at) AS canceled_at,
  salesforce_id(get_json_object(metadata, '$.contract_id')) AS contract_reference,
  coalesce(try_cast(cancel_at_period_end AS BOOLEAN), false) AS is_canceling_at_period_end,
  utc_instant(current_period_end) AS period_ends_at,
  pause_collection_behavior IS NOT NULL AS is_collection_paused,
  utc_instant(pause_collection_resumes_at) AS resumes_at
FROM raw_fivetran_stripe_subscription_history
WHERE
  coalesce(try_cast(livemode AS BOOLEAN), true)
