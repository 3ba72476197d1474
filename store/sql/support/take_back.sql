-- A voice is taken back. By the primary key.
DELETE FROM support WHERE region = $1 AND case_id = $2 AND account = $3
