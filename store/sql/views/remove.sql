-- One view of its owner. By the primary key.
DELETE FROM desk_view WHERE id = $2 AND region = $1 AND owner = $3
