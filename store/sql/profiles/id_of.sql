-- The id of a description. By profile_of.
SELECT id FROM profile WHERE region = $1 AND owner = $2 AND name = $3
