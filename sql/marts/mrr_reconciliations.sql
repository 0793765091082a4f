WITH controls AS (
  SELECT
    'invoices' AS control,
    count(*) > 0 AS is_given
  FROM invoices_history
  UNION ALL
  SELECT
    'control_mrr' AS control,
    count(*) > 0 AS is_given
  FROM control_mrr
  UNION ALL
  SELECT
    'crm' AS control,
    max(crm_mrr_attribute) IS NOT NULL AS is_given
  FROM settings
),
compared_accounts AS (
  SELECT
    account_controls.*,
    settings.reporting_currency AS native_currency,
    account_controls.mrr - coalesce(account_controls.control_amount, 0) AS difference,
    major_units(0.5, settings.reporting_currency) AS tolerance,
    -- Only a CRM may leave the MRR of an account empty; elsewhere what is missing is 0.
    account_controls.control = 'crm' AND account_controls.control_amount IS NULL AS is_untold
  FROM account_controls
  CROSS JOIN settings
),
account_parts AS (
  SELECT
    month,
    control,
    account_id,
    native_currency,
    tolerance,
    explode(
      array(
        named_struct(
          'cause', 'none', 'mrr', mrr - greatest(difference, 0), 'control_amount', mrr - greatest(difference, 0)
        ),
        named_struct(
          'cause', CASE
            WHEN is_untold THEN 'not_controlled'
            WHEN abs(difference) <= tolerance AND control <> 'items_accounts_parents' THEN 'rounding'
            WHEN control = 'control_mrr' AND account_id LIKE 'unmapped:%' THEN 'unlinked'
            ELSE 'unexplained'
          END,
          'mrr', greatest(difference, 0), 'control_amount', -least(difference, 0)
        )
      )
    ) AS part
  FROM compared_accounts
),
parts AS (
  SELECT
    month,
    control,
    account_id,
    native_currency,
    part.cause,
    part.mrr,
    part.control_amount,
    tolerance
  FROM account_parts
  WHERE
    part.mrr <> 0
    OR part.control_amount <> 0
  UNION ALL
  SELECT
    invoice_causes.month,
    'invoices' AS control,
    coalesce(
      account_links.account_id, concat('unmapped:', invoice_causes.source, ':', invoice_causes.customer_id)
    ) AS account_id,
    invoice_causes.native_currency,
    invoice_causes.cause,
    invoice_causes.mrr,
    invoice_causes.control_amount,
    invoice_causes.tolerance
  FROM invoice_causes
  INNER JOIN controls
    ON controls.control = 'invoices'
    AND controls.is_given
  LEFT JOIN account_links
    ON account_links.source = invoice_causes.source
    AND account_links.external_id = invoice_causes.customer_id
    AND account_links.kind = 'billing_customer'
  UNION ALL
  SELECT
    month_start(:as_of_date) AS month,
    controls.control,
    'all' AS account_id,
    settings.reporting_currency AS native_currency,
    'skipped' AS cause,
    CAST(NULL AS DECIMAL(24,6)) AS mrr,
    CAST(NULL AS DECIMAL(24,6)) AS control_amount,
    CAST(NULL AS DECIMAL(24,6)) AS tolerance
  FROM controls
  CROSS JOIN settings
  WHERE
    NOT controls.is_given
)
SELECT
  month,
  control,
  account_id,
  native_currency,
  cause,
  CAST(sum(mrr) AS DECIMAL(24,6)) AS mrr,
  CAST(sum(control_amount) AS DECIMAL(24,6)) AS control_amount,
  CAST(sum(mrr) - sum(control_amount) AS DECIMAL(24,6)) AS difference,
  CAST(sum(tolerance) AS DECIMAL(24,6)) AS tolerance,
  CASE
    WHEN cause IN ('unexplained', 'not_controlled', 'skipped') THEN cause
    WHEN cause IN ('none', 'rounding') THEN 'ok'
    ELSE 'explained'
  END AS status,
  concat_ws(':', control, date_format(month, 'yyyy-MM'), account_id, native_currency, cause) AS id
FROM parts
GROUP BY
  month,
  control,
  account_id,
  native_currency,
  cause
