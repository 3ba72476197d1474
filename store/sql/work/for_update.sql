-- An entry, kept from others until the transaction ends. By the primary key.
SELECT state FROM work_entry WHERE region = $1 AND id = $2 FOR UPDATE
