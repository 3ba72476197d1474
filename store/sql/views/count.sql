-- How many views account $2 kept. By desk_view_owner.
SELECT count(*) FROM desk_view WHERE region = $1 AND owner = $2
