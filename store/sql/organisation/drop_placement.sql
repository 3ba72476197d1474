-- Takes a placement away that was a mistake. By the primary key.
DELETE FROM placement WHERE region = $1 AND staff_id = $2 AND position = $3 AND from_day = $4
