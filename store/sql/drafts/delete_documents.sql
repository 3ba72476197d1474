-- All files of a draft. By draft_document_draft.
DELETE FROM draft_document WHERE draft_id = $2 AND region = $1
