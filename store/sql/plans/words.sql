-- The word that each year's plan was given, with whose it is. By work_plan_word alone.
SELECT staff_id, word FROM work_plan WHERE region = $1 AND year = $2 AND word IS NOT NULL ORDER BY word, staff_id
