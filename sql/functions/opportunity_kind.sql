CREATE TEMPORARY FUNCTION opportunity_kind(opportunity_type STRING)
RETURNS STRING
RETURN CASE
  WHEN lower(opportunity_type) LIKE '%renew%' THEN 'renewal'
  WHEN lower(opportunity_type) LIKE '%new%' THEN 'new_business'
  WHEN lower(opportunity_type) RLIKE 'expan|upgrade|up-?sell|cross|add-?on|existing' THEN 'expansion'
  ELSE 'other'
END
