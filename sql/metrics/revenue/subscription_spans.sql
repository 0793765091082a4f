WITH once_turns AS (
  SELECT
    source,
    subscription_id,
    flatten(collect_list(array(from_date, to_date))) AS once_turns
  FROM once_discounts
  GROUP BY
    source,
    subscription_id
),
discounted_versions AS (
  SELECT
    subscription_versions.*,
    coalesce(once_turns.once_turns, array()) AS once_turns,
    IF(
      coalesce(size(subscription_versions.discounts), 0) > 0,
      subscription_versions.discounts,
      coalesce(customer_discounts.discounts, array())
    ) AS subscription_discounts
  FROM subscription_versions
  LEFT JOIN customer_discounts
    ON customer_discounts.source = subscription_versions.source
    AND customer_discounts.customer_id = subscription_versions.customer_id
  LEFT JOIN once_turns
    ON once_turns.source = subscription_versions.source
    AND once_turns.subscription_id = subscription_versions.subscription_id
  WHERE
    subscription_versions.to_date IS NULL
    OR subscription_versions.from_date < subscription_versions.to_date
),
versions_with_discounts AS (
  SELECT
    *,
    concat(
      subscription_discounts, flatten(transform(coalesce(items, array()), item -> coalesce(item.discounts, array())))
    ) AS all_discounts
  FROM discounted_versions
),
versions_with_turns AS (
  SELECT
    *,
    array_sort(
      array_distinct(
        filter(
          concat(
            array(
              from_date, trial_start_date, trial_end_date, past_due_since, date_add(past_due_since, :dunning_days),
              paused_since, date_add(paused_since, :pause_days), resume_date
            ),
            once_turns,
            transform(all_discounts, discount -> CAST(discount.started_at AS DATE)),
            transform(all_discounts, discount -> CAST(discount.ends_at AS DATE))
          ),
          turn -> turn >= from_date AND (to_date IS NULL OR turn < to_date)
        )
      )
    ) AS turns
  FROM versions_with_discounts
),
turns_of_versions AS (
  SELECT
    *,
    posexplode(turns) AS (turn_number, span_from)
  FROM versions_with_turns
),
spans AS (
  SELECT
    source,
    subscription_id,
    customer_id,
    items,
    subscription_discounts,
    started_date,
    trial_start_date,
    scheduled_end_date,
    span_from,
    coalesce(get(turns, turn_number + 1), to_date) AS span_to,
    CASE
      WHEN subscription_status = 'trialing' THEN span_from >= coalesce(trial_start_date, span_from)
      ELSE coalesce(span_from >= trial_start_date AND span_from < trial_end_date, false)
    END AS is_trial,
    -- All of the price off for a limited time from the very start is a trial as well.
    exists(
      subscription_discounts,
      discount -> coalesce(
        discount.percent_off >= 100
        AND discount.product_ids IS NULL
        AND discount.duration <> 'forever'
        AND CAST(discount.started_at AS DATE) <= started_date
        AND span_from < CAST(discount.ends_at AS DATE),
        false
      )
    ) AS is_given_away,
    CASE subscription_status
      WHEN 'active' THEN true
      WHEN 'trialing' THEN true
      WHEN 'past_due' THEN span_from < date_add(past_due_since, :dunning_days)
      WHEN 'canceled' THEN to_date IS NOT NULL
      ELSE false
    END AS is_paying,
    coalesce(span_from >= past_due_since, false) AS is_past_due,
    coalesce(span_from >= paused_since AND (resume_date IS NULL OR span_from < resume_date), false) AS is_paused,
    coalesce(span_from >= date_add(paused_since, :pause_days), false) AS is_given_up
  FROM turns_of_versions
),
spans_with_past AS (
  SELECT
    *,
    max(IF(is_paying AND NOT is_trial, coalesce(span_to, DATE '9999-12-31'), NULL)) OVER (
      PARTITION BY source, subscription_id ORDER BY span_from
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS last_paying_end
  FROM spans
)
SELECT
  source,
  subscription_id,
  span_from AS from_date,
  span_to AS to_date,
  customer_id,
  CASE
    WHEN NOT is_paying THEN 'none'
    WHEN is_given_away THEN 'trial'
    WHEN is_trial AND NOT coalesce(started_date < trial_start_date AND last_paying_end >= trial_start_date, false)
      THEN 'trial'
    WHEN is_paused AND is_given_up THEN 'none'
    WHEN is_paused THEN 'paused'
    ELSE 'earning'
  END AS state,
  is_past_due,
  scheduled_end_date,
  filter(
    subscription_discounts,
    discount -> (discount.started_at IS NULL OR CAST(discount.started_at AS DATE) <= span_from)
    AND (discount.ends_at IS NULL OR CAST(discount.ends_at AS DATE) > span_from)
  ) AS discounts,
  items
FROM spans_with_past
