-- Cases by their ids, of the JSON list $2. By the primary key.
SELECT state, seq FROM cases WHERE region = $1 AND id IN (SELECT CAST(json_array_elements_text(CAST($2 AS json)) AS UUID))
