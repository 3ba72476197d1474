-- The bills of a case, the newest first. By bill_case.
SELECT code, case_id, amount, due_day, made_at, status FROM bill WHERE region = $1 AND case_id = $2 ORDER BY made_at DESC, code DESC
