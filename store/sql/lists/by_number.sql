-- A list by its number. By nominative_number.
SELECT state FROM nominative WHERE region = $1 AND number = $2
