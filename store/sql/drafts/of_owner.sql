-- An owner's drafts, the newest change first: a few by draft_owner.
SELECT id, region, service, owner, resume_hash, answers, page, version, ticket, created_at, updated_at
FROM draft
WHERE region = $1 AND owner = $2
ORDER BY updated_at DESC, id
