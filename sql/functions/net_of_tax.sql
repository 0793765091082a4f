CREATE TEMPORARY FUNCTION net_of_tax(
  amount DECIMAL(26,12),
  is_tax_inclusive BOOLEAN,
  tax_percent DECIMAL(9,6)
)
RETURNS DECIMAL(26,12)
RETURN IF(
  coalesce(is_tax_inclusive, false),
  CAST(CAST(amount AS DECIMAL(25,12)) * 100 / CAST(100 + tax_percent AS DECIMAL(10,6)) AS DECIMAL(26,12)),
  amount
)
