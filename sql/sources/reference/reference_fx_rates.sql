SELECT
  record,
  CAST(NULL AS TIMESTAMP) AS cursor_at,
  false AS is_deleted,
  upper(from_currency) AS from_currency,
  upper(to_currency) AS to_currency,
  written_day(rate_date, NULL) AS rate_date,
  lower(kind) AS rate_kind,
  try_cast(rate AS DECIMAL(13,8)) AS rate
FROM raw_reference_fx_rates
