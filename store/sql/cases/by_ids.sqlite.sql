-- Cases by their ids, of the JSON list $2. By the primary key.
SELECT state, seq FROM cases WHERE region = $1 AND id IN (SELECT unhex(value) FROM json_each($2))
