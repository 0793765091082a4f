CREATE TEMPORARY FUNCTION opportunity_field(changed_field STRING)
RETURNS STRING
RETURN CASE changed_field
  WHEN 'StageName' THEN 'stage'
  WHEN 'Amount' THEN 'opportunity_amount'
  WHEN 'CloseDate' THEN 'close_date'
END
