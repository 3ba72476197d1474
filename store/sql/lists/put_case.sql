-- Puts a case on a list; refused where it is on another.
INSERT INTO nominative_case (region, case_id, list_id) VALUES ($1, $2, $3)
