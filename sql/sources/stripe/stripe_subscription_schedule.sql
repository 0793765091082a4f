SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  coalesce(try_cast(deleted AS BOOLEAN), false) AS is_deleted,
  id AS schedule_id,
  coalesce(get_json_object(subscription, '$.id'), subscription, released_subscription) AS subscription_id,
  status AS schedule_status,
  epoch_instant(created) AS created_at,
  coalesce(epoch_instant(released_at), epoch_instant(canceled_at)) AS released_at,
  end_behavior = 'cancel' AS is_canceling_at_end,
  transform(
    coalesce(phases, array()),
    phase -> named_struct(
      'starts_at', timestamp_seconds(try_cast(phase.start_date AS BIGINT)),
      'ends_at', timestamp_seconds(try_cast(phase.end_date AS BIGINT)),
      'items', transform(
        coalesce(phase.items, array()),
        item -> named_struct(
          'price_id', coalesce(get_json_object(item.price, '$.id'), item.price, item.plan),
          'quantity', try_cast(coalesce(item.quantity, '1') AS DECIMAL(16,4))
        )
      )
    )
  ) AS phases
FROM raw_stripe_subscription_schedules
WHERE
  coalesce(livemode, 'true') <> 'false'
