-- All words of a region. Goes through its part of the table.
DELETE FROM case_word WHERE region = $1
