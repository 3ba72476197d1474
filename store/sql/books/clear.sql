-- A region's books are written anew from the events.
DELETE FROM book_line WHERE region = $1
