-- Forgets a description with its papers; the cases that used them keep their own.
DELETE FROM profile WHERE region = $1 AND id = $2 AND owner = $3
