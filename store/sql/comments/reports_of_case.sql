-- How many problems were reported about a case and are not hidden, and how many of them an office answered. By comment_case.
SELECT COUNT(*), COALESCE(SUM(CASE WHEN EXISTS (
    SELECT 1 FROM comment_act act WHERE act.region = comment.region AND act.comment_id = comment.id AND act.what = 'answered'
) THEN 1 ELSE 0 END), 0)
FROM comment
WHERE region = $1 AND case_id = $2 AND kind = $3
    AND 'hidden' <> COALESCE((
        SELECT act.what FROM comment_act act
        WHERE act.region = comment.region AND act.comment_id = comment.id AND act.what IN ('shown', 'hidden')
        ORDER BY act.version DESC LIMIT 1
    ), 'waiting')
