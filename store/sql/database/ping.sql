-- Whether the database answers. One row.
SELECT 1
