-- Slips from a JSON list ($2) of one region ($1).
INSERT INTO slip (region, month, staff_id, agency, unit, earned, paid, owed, performance, state)
SELECT $1, value ->> '$.month', unhex(value ->> '$.staff'), value ->> '$.agency', value ->> '$.unit', value ->> '$.earned', value ->> '$.paid', value ->> '$.owed', value ->> '$.performance', value ->> '$.state'
FROM json_each($2) WHERE true
ON CONFLICT (region, month, staff_id) DO UPDATE SET agency = excluded.agency, unit = excluded.unit, earned = excluded.earned, paid = excluded.paid, owed = excluded.owed, performance = excluded.performance, state = excluded.state
