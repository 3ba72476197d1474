-- A list, kept from others until this transaction ends. By the primary key.
SELECT state FROM nominative WHERE id = $2 AND region = $1 FOR UPDATE
