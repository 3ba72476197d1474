-- One draft.
INSERT INTO draft (id, region, service, owner, resume_hash, case_id, action, answers, page, version, ticket, created_at, updated_at, together)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $11, $12)
