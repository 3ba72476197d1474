-- Takes $4 serials and gives the first. One row by the primary key.
INSERT INTO serial (region, prefix, year, next)
VALUES ($1, $2, $3, 1 + $4)
ON CONFLICT (region, prefix, year) DO UPDATE SET next = serial.next + $4
RETURNING next - $4
