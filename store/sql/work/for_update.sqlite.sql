-- An entry; SQLite has one writer. By the primary key.
SELECT state FROM work_entry WHERE region = $1 AND id = $2
