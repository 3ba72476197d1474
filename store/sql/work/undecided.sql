-- Entries of a month that nobody has decided on. By work_entry_undecided.
SELECT state FROM work_entry WHERE region = $1 AND month = $2 AND status IN ('entered', 'returned') ORDER BY id LIMIT $3
