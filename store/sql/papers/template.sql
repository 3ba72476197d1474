-- A template's text. One row by the primary key.
SELECT sources FROM paper_template WHERE region = $1 AND hash = $2
