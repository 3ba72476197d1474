-- A draft that is published as the $7th of its region; a second one of that place is refused. By the primary key.
UPDATE amendment SET state = 'published', version = version + 1, versions = $4, published_by = $5, published_at = $6, place = $7, from_day = $8
WHERE id = $2 AND region = $1 AND version = $3 AND state = 'draft'
