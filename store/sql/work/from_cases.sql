-- The acts on cases that somebody's log tells of already, among those since a place in the log. By work_entry_case.
SELECT case_seq FROM work_entry WHERE region = $1 AND staff_id = $2 AND case_seq >= $3 AND case_seq IS NOT NULL AND status <> 'withdrawn' ORDER BY case_seq
