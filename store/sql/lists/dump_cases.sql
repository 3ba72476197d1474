-- Which case is on which list, for comparing.
SELECT case_id, list_id FROM nominative_case WHERE region = $1 ORDER BY case_id
