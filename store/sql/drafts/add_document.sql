-- One file of a draft.
INSERT INTO draft_document (id, region, draft_id, slot, hash, name, media, size, at, taken)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
