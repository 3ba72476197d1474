-- When each source was heard last, and how many things it has. By the primary key.
SELECT source, max(at), count(*) FROM signal WHERE region = $1 GROUP BY source
