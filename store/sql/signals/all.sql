-- What every thing said last. As many as the sources have, by the primary key.
SELECT source, thing, at, latitude, longitude, value, picture FROM signal WHERE region = $1
ORDER BY source, thing
LIMIT $2
