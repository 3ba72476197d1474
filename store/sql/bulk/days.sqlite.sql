-- Adds to day counters from a JSON list ($2) of one region ($1).
INSERT INTO day_count (region, service, day, arrived, decided, closed)
SELECT $1, value ->> '$.service', value ->> '$.day', value ->> '$.arrived', value ->> '$.decided', value ->> '$.closed' FROM json_each($2) WHERE true
ON CONFLICT DO UPDATE SET arrived = arrived + excluded.arrived, decided = decided + excluded.decided, closed = closed + excluded.closed
