-- Open cases behind id $2, a page by the primary key. For the rare sweep over all of them.
SELECT id FROM cases WHERE region = $1 AND id > $2 AND outcome IS NULL ORDER BY id LIMIT $3
