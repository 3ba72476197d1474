-- It was sent, or is not wanted. By the primary key.
DELETE FROM desk_typed WHERE region = $1 AND account_id = $2 AND case_id = $3
