CREATE TEMPORARY FUNCTION contract_status(status STRING, status_code STRING)
RETURNS STRING
RETURN CASE
  WHEN regexp_replace(lower(status), '[^a-z]', '') IN ('terminated', 'canceled', 'cancelled') THEN 'terminated'
  WHEN
    regexp_replace(lower(coalesce(status_code, status)), '[^a-z]', '') IN (
      'draft', 'inapproval', 'inapprovalprocess', 'negotiating', 'awaitingsignature', 'signaturedeclined', 'rejected'
    )
    THEN 'draft'
  ELSE 'signed'
END
