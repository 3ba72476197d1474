-- What all cases of a region say. By the primary key.
DELETE FROM likeness WHERE region = $1
