-- All versions of one announcement, the newest first. By the primary key.
SELECT id, version, at, actor, role, service, title, body, from_day, until_day, withdrawn
FROM announcement
WHERE region = $1 AND id = $2
ORDER BY version DESC
