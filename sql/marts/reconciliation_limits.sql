SELECT
  mrr_reconciliations.month,
  mrr_reconciliations.control,
  mrr_reconciliations.native_currency,
  last_day(mrr_reconciliations.month) <= :as_of_date
  AND :as_of_date <= add_months(date_add(mrr_reconciliations.month, settings.closing_day - 1), 1) AS is_open,
  CAST(sum(mrr_reconciliations.mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(
    sum(IF(mrr_reconciliations.cause = 'unexplained', abs(mrr_reconciliations.difference), 0)) AS DECIMAL(24,6)
  ) AS unexplained_amount,
  rate_of(
    CAST(
      sum(IF(mrr_reconciliations.cause = 'unexplained', abs(mrr_reconciliations.difference), 0)) AS DECIMAL(24,6)
    ),
    CAST(sum(mrr_reconciliations.mrr) AS DECIMAL(24,6))
  ) AS unexplained_share,
  max(settings.unexplained_warns_above) AS unexplained_warns_above,
  max(settings.unexplained_fails_above) AS unexplained_fails_above
FROM mrr_reconciliations
CROSS JOIN settings
WHERE
  mrr_reconciliations.status <> 'skipped'
GROUP BY
  mrr_reconciliations.month,
  mrr_reconciliations.control,
  mrr_reconciliations.native_currency,
  settings.closing_day
