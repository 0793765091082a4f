SELECT
  stack(
    10,
    'booking_days', 90,
    'discount_rate', 0,
    'dunning_days', 30,
    'early_renewal_days', 30,
    'grace_days', 30,
    'gross_margin', NULL,
    'migration_days', 30,
    'pause_days', 90,
    'renewal_window_days', 180,
    'signature_days', 30
  ) AS (policy, default_value)
FROM settings
