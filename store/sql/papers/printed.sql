-- Keeps what was printed and its signature, once: whoever comes second changes nothing. One row by the primary key.
UPDATE paper SET pdf_hash = $3, signature = $4, signed_with = $5
WHERE region = $1 AND serial = $2 AND pdf_hash IS NULL
