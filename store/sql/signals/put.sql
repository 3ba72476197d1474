-- The newest of some things, from a JSON list ($2) of one region ($1); what is older than what is there changes nothing.
INSERT INTO signal (region, source, thing, at, latitude, longitude, value, picture)
SELECT $1, source, thing, at, latitude, longitude, value, picture
FROM json_to_recordset(CAST($2 AS json)) AS one (source TEXT, thing TEXT, at BIGINT, latitude BIGINT, longitude BIGINT, value BIGINT, picture TEXT)
ORDER BY source, thing
ON CONFLICT (region, source, thing) DO UPDATE SET at = excluded.at, latitude = excluded.latitude, longitude = excluded.longitude,
    value = excluded.value, picture = excluded.picture
WHERE signal.at < excluded.at
