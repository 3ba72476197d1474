-- A bill by its code. One row by the primary key.
SELECT code, case_id, amount, due_day, made_at, status FROM bill WHERE region = $1 AND code = $2
