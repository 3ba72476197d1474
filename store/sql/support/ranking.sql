-- The open cases of a service that most stand behind, those with the same number in the order in which they came: $3 district (NULL: all),
-- $4 limit. Reads support_service, and the row of each case.
SELECT c.id, c.number, c.title, c.stage, c.district, c.affair, c.submitted_at, COUNT(s.account) AS voices
FROM support s JOIN cases c ON c.id = s.case_id
WHERE s.region = $1 AND s.service = $2 AND c.outcome IS NULL AND (CAST($3 AS TEXT) IS NULL OR c.district = $3)
GROUP BY c.id, c.number, c.title, c.stage, c.district, c.affair, c.submitted_at
ORDER BY voices DESC, c.submitted_at, c.id
LIMIT $4
