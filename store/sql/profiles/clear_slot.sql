-- Papers of one kind that a newer request no longer has.
DELETE FROM profile_paper WHERE region = $1 AND profile_id = $2 AND slot = $3
