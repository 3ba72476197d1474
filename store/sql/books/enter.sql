-- An event stands in a book.
INSERT INTO book_line (region, book, at, case_id, version) VALUES ($1, $2, $3, $4, $5)
