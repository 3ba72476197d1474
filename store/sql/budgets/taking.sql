-- The cases that take of a programme's year. By cases_taken.
SELECT state, seq FROM cases WHERE region = $1 AND service = $2 AND fiscal_year = $3 AND taken IS NOT NULL ORDER BY number
