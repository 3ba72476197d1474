-- The newest of some things, from a JSON list ($2) of one region ($1); what is older than what is there changes nothing.
INSERT INTO signal (region, source, thing, at, latitude, longitude, value, picture)
SELECT $1, value ->> '$.source', value ->> '$.thing', value ->> '$.at', value ->> '$.latitude', value ->> '$.longitude',
    value ->> '$.value', value ->> '$.picture'
FROM json_each($2) WHERE true
ON CONFLICT DO UPDATE SET at = excluded.at, latitude = excluded.latitude, longitude = excluded.longitude,
    value = excluded.value, picture = excluded.picture
WHERE at < excluded.at
