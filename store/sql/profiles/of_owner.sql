-- What somebody may use again, the newest first. By profile_of.
SELECT id, service, name, answers, updated_at FROM profile WHERE region = $1 AND owner = $2 ORDER BY updated_at DESC, id LIMIT 50
