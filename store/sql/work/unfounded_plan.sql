-- What stands there without that anything happened goes.
DELETE FROM work_plan WHERE region = $1 AND NOT EXISTS (SELECT 1 FROM work_event e WHERE e.subject = work_plan.id)
