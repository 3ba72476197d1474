-- What is looked for anew: what nobody answered or judged yet goes.
DELETE FROM work_flag WHERE region = $1 AND month = $2 AND answer IS NULL AND verdict IS NULL
