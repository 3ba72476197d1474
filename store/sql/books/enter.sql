-- Events that stand in books, from a JSON list ($2) of one region ($1).
INSERT INTO book_line (region, book, at, case_id, version)
SELECT $1, book, at, "case", version FROM json_to_recordset(CAST($2 AS json)) AS one (book TEXT, at BIGINT, "case" UUID, version INTEGER)
