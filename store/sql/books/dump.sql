-- All lines of all books, to compare.
SELECT book, at, case_id, version FROM book_line WHERE region = $1 ORDER BY book, at, case_id, version
