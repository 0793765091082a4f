CREATE TEMPORARY FUNCTION major_units(
  minor_amount DECIMAL(24,12),
  currency STRING
)
RETURNS DECIMAL(15,6)
RETURN
  minor_amount / CASE
    WHEN upper(currency) IN (
      'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',
      'XAF', 'XOF', 'XPF'
    ) THEN 1
    WHEN upper(currency) IN ('BHD', 'JOD', 'KWD', 'OMR', 'TND') THEN 1000
    ELSE 100
  END
