-- Events that stand in books, from a JSON list ($2) of one region ($1).
INSERT INTO book_line (region, book, at, case_id, version)
SELECT $1, value ->> '$.book', value ->> '$.at', unhex(value ->> '$.case'), value ->> '$.version' FROM json_each($2)
