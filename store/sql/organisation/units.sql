-- Every unit of a region.
SELECT key, agency, parent, name FROM unit WHERE region = $1 ORDER BY key
