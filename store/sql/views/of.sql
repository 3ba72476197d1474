-- What account $2 kept, first, and what is shared with the roles in the JSON list $3. Some by desk_view_owner and desk_view_role.
SELECT id, owner, role, name, query FROM desk_view
WHERE region = $1 AND (owner = $2 OR role IN (SELECT json_array_elements_text(CAST($3 AS json))))
ORDER BY CASE WHEN owner = $2 THEN 0 ELSE 1 END, name, id
LIMIT $4
