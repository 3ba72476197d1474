-- The files of a draft in the order in which they came. By draft_document_draft.
SELECT id, slot, hash, name, media, size, at, taken
FROM draft_document
WHERE draft_id = $2 AND region = $1
ORDER BY at, id
