-- An owner's drafts, the newest change first: a few by draft_owner.
SELECT d.id, d.region, d.service, d.owner, d.resume_hash, d.case_id, d.action, d.answers, d.page, d.version, d.ticket, d.created_at, d.updated_at, d.together, c.number
FROM draft d
LEFT JOIN cases c ON c.id = d.case_id AND c.region = d.region
WHERE d.region = $1 AND d.owner = $2
ORDER BY d.updated_at DESC, d.id
