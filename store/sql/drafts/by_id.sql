-- One draft. By the primary key.
SELECT id, region, service, owner, resume_hash, answers, page, version, ticket, created_at, updated_at
FROM draft
WHERE id = $2 AND region = $1
