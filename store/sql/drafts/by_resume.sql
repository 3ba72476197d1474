-- The draft of a resume code. By its unique index.
SELECT id, region, service, owner, resume_hash, answers, page, version, ticket, created_at, updated_at
FROM draft
WHERE resume_hash = $1
