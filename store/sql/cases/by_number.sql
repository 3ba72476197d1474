-- One case by the number on its receipt. By cases_number.
SELECT state, seq FROM cases WHERE region = $1 AND number = $2
