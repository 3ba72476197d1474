-- What somebody judged of another's behaviour; said again, the last word counts.
INSERT INTO rating (region, month, rated_id, rater_id, by_role, scores, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (region, month, rated_id, rater_id) DO UPDATE SET by_role = excluded.by_role, scores = excluded.scores, at = excluded.at
