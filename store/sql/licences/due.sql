-- Licences to which something happens by itself on day $2 or before, behind case $3. A stretch of licence_next.
SELECT case_id FROM licence WHERE region = $1 AND next_day <= $2 AND next_day IS NOT NULL AND case_id > $3 ORDER BY case_id LIMIT $4
