-- The books that offices keep. The same table as ../postgres/0006_books.sql.

-- An event that stands in a book: the key of the book in the region's pack, and which event.
CREATE TABLE book_line (
    region TEXT NOT NULL,
    book TEXT NOT NULL,
    at INTEGER NOT NULL,
    case_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (region, book, at, case_id, version)
) STRICT, WITHOUT ROWID;
