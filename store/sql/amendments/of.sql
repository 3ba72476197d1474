-- A region's changes, the newest first: a hundred by amendment_state.
SELECT id, title, reason, author, state, changes, versions, undoes, version, created_at, published_by, published_at, from_day, place
FROM amendment WHERE region = $1 ORDER BY created_at DESC, id LIMIT $2
