SELECT
  source,
  'invoices' AS entity,
  'invoice_with_more_lines' AS rule,
  count(*) AS rows_checked,
  count_if(has_more_lines) AS rows_failed
FROM invoices
GROUP BY
  source
