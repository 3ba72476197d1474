-- How long a paper is valid. By the primary key.
UPDATE profile_paper SET valid_until = $5 WHERE region = $1 AND profile_id = $2 AND slot = $3 AND hash = $4
