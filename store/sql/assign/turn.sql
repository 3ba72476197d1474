-- An officer's turn at a desk. By the primary key.
INSERT INTO desk_turn (region, holder, account_id, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (region, holder, account_id) DO UPDATE SET at = excluded.at
