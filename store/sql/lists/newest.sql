-- Lists, the one that changed last first. A page by nominative_newest.
SELECT state FROM nominative WHERE region = $1 ORDER BY changed_at DESC, id DESC LIMIT $2
