-- What stands there without that anything happened goes.
DELETE FROM objection WHERE region = $1 AND NOT EXISTS (SELECT 1 FROM work_event e WHERE e.subject = objection.id)
