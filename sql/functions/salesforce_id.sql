CREATE TEMPORARY FUNCTION salesforce_id(id STRING)
RETURNS STRING
RETURN
  IF(
    id RLIKE '^[A-Za-z0-9]{15}$',
    concat_ws(
      '',
      id,
      transform(
        sequence(0, 2),
        chunk -> substr(
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345',
          1 + aggregate(
            sequence(0, 4),
            0,
            (bits, place) -> bits + IF(substr(id, chunk * 5 + place + 1, 1) RLIKE '[A-Z]', shiftleft(1, place), 0)
          ),
          1
        )
      )
    ),
    id
  )
