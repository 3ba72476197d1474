-- An officer has a case open. By the primary key.
INSERT INTO presence (region, case_id, account_id, seen_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (region, case_id, account_id) DO UPDATE SET seen_at = excluded.seen_at
