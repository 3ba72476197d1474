-- What everyone may read about a case: the last decision on it was to show it. The newest $3, the newest first. By comment_case.
SELECT id, case_id, kind, alias, body, contact_sealed, at
FROM comment
WHERE region = $1 AND case_id = $2
    AND 'shown' = (
        SELECT act.what FROM comment_act act
        WHERE act.region = comment.region AND act.comment_id = comment.id AND act.what IN ('shown', 'hidden')
        ORDER BY act.version DESC LIMIT 1
    )
ORDER BY at DESC, id DESC
LIMIT $3
