-- Gives an owner's drafts to another. By draft_owner.
UPDATE draft SET owner = $3 WHERE region = $1 AND owner = $2
