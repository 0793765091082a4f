CREATE TEMPORARY FUNCTION is_change_by_ids(changed_field STRING, past_value STRING, next_value STRING)
RETURNS BOOLEAN
RETURN
  coalesce(changed_field NOT IN ('Parent', 'ParentId'), true)
  OR concat_ws(' ', nullif(past_value, ''), nullif(next_value, ''))
  RLIKE '^001[A-Za-z0-9]{12,15}( 001[A-Za-z0-9]{12,15})?$'
