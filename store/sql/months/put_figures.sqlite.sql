-- Figures of a month from a JSON list ($2) of one region ($1).
INSERT INTO work_figure (region, month, key, whose, realised, target, actor, at)
SELECT $1, value ->> '$.month', value ->> '$.key', value ->> '$.whose', value ->> '$.realised', value ->> '$.target', unhex(value ->> '$.actor'), value ->> '$.at'
FROM json_each($2) WHERE true
ON CONFLICT (region, month, key, whose) DO UPDATE SET realised = excluded.realised, target = excluded.target, actor = excluded.actor, at = excluded.at
