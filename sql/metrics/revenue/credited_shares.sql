WITH standing_notes AS (
  SELECT
    source,
    credit_note_id,
    invoice_id,
    credited_amount,
    filter(credited_lines, line -> line.line_id IS NOT NULL) AS credited_lines
  FROM credit_notes
  WHERE
    credit_note_status <> 'void'
),
named_credits AS (
  SELECT
    source,
    invoice_id,
    explode(credited_lines) AS line
  FROM standing_notes
),
named_sums AS (
  SELECT
    source,
    invoice_id,
    line.line_id,
    CAST(sum(line.amount) AS DECIMAL(24,6)) AS credited_amount
  FROM named_credits
  GROUP BY
    source,
    invoice_id,
    line.line_id
),
open_sums AS (
  SELECT
    source,
    invoice_id,
    CAST(sum(credited_amount) AS DECIMAL(24,6)) AS credited_amount
  FROM standing_notes
  WHERE
    coalesce(size(credited_lines), 0) = 0
  GROUP BY
    source,
    invoice_id
),
lines_with_sum AS (
  SELECT
    source,
    invoice_id,
    line_id,
    net_amount,
    CAST(sum(net_amount) OVER (PARTITION BY source, invoice_id) AS DECIMAL(24,6)) AS invoice_amount
  FROM billed_lines
)
SELECT
  lines_with_sum.source,
  lines_with_sum.invoice_id,
  lines_with_sum.line_id,
  CAST(
    least(
      coalesce(rate_of(named_sums.credited_amount, lines_with_sum.net_amount), 0)
      + coalesce(rate_of(open_sums.credited_amount, lines_with_sum.invoice_amount), 0),
      1
    ) AS DECIMAL(13,12)
  ) AS credited_share
FROM lines_with_sum
LEFT JOIN named_sums
  ON named_sums.source = lines_with_sum.source
  AND named_sums.invoice_id = lines_with_sum.invoice_id
  AND named_sums.line_id = lines_with_sum.line_id
LEFT JOIN open_sums
  ON open_sums.source = lines_with_sum.source
  AND open_sums.invoice_id = lines_with_sum.invoice_id
WHERE
  named_sums.credited_amount > 0
  OR open_sums.credited_amount > 0
