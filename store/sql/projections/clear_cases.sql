-- All projected cases of a region. By cases_number.
DELETE FROM cases WHERE region = $1
