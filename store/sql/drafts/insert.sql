-- One draft.
INSERT INTO draft (id, region, service, owner, resume_hash, answers, page, version, ticket, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $9)
