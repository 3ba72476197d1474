-- The number of the newest document of kind $3 of a case.
SELECT serial FROM paper WHERE region = $1 AND case_id = $2 AND kind = $3 ORDER BY issued_at DESC, serial DESC LIMIT 1
