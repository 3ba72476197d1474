-- A book's lines from $3 until before $4, the newest first, each with its event and its case as it stands. By the primary key.
SELECT event.body, cases.number, cases.organisation, cases.title, cases.service
FROM book_line
JOIN event ON event.case_id = book_line.case_id AND event.version = book_line.version
JOIN cases ON cases.id = book_line.case_id AND cases.region = book_line.region
WHERE book_line.region = $1 AND book_line.book = $2 AND book_line.at >= $3 AND book_line.at < $4
ORDER BY book_line.at DESC, book_line.case_id DESC, book_line.version DESC
LIMIT $5
