-- Keeps what an officer has typed on a case's page, in place of what they had. By the primary key.
INSERT INTO desk_typed (region, account_id, case_id, typed, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (region, account_id, case_id) DO UPDATE SET typed = excluded.typed, at = excluded.at
