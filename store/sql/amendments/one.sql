-- One. By the primary key.
SELECT id, title, reason, author, state, changes, versions, undoes, version, created_at, published_by, published_at, from_day, place
FROM amendment WHERE id = $2 AND region = $1
