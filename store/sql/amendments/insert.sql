-- One draft.
INSERT INTO amendment (id, region, title, reason, author, state, changes, versions, undoes, version, created_at)
VALUES ($1, $2, $3, $4, $5, 'draft', $6, '[]', $7, 1, $8)
