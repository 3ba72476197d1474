-- The books that offices keep. The same table as ../sqlite/0006_books.sql.

-- An event that stands in a book: the key of the book in the region's pack, and which event.
CREATE TABLE book_line (
    region TEXT NOT NULL,
    book TEXT NOT NULL,
    at BIGINT NOT NULL,
    case_id UUID NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (region, book, at, case_id, version)
);

ALTER TABLE book_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE book_line FORCE ROW LEVEL SECURITY;
CREATE POLICY book_line_region ON book_line USING (coalesce(current_setting('app.region', true), '') IN ('', region));
