//! A case from its submission to its end, with all that each event brings along.
use crate::{
    made::{START, citizen, holder, id, plain, region, submitted, today},
    moves::moved,
    on_both, other_region,
};
use domain::{
    board::{DayCount, QueueKey},
    case::{CaseState, Event, Outcome},
};
use store::{
    Db, StoreError,
    cases::{self, Commit},
    counts, drafts, events,
    idempotency::{self, NewIdempotency},
    notices::{self, NewNotice},
    projections, serials,
};
use uuid::Uuid;

/// Commits an event with nothing beside it.
pub(crate) async fn commit(db: &Db, before: Option<CaseState>, after: CaseState, event: Event) -> Result<i64, StoreError> {
    let region = region();
    // On the heap: a case is big, and a story commits several.
    let kept = db.write_in(&region, move |tx| {
        Box::pin(async move { cases::commit(tx, &self::region(), &plain(before.as_ref(), &after, &event, &holder(&after))).await })
    });
    Box::pin(kept).await
}

/// Submits the `n`th request.
pub(crate) async fn submit(db: &Db, n: u32) -> CaseState {
    let (event, state) = submitted(n);
    commit(db, None, state.clone(), event).await.unwrap();
    state
}

fn queue(stage: &str, agency: &str, after_days: i64) -> QueueKey {
    QueueKey {
        service: "hibah".to_owned(),
        stage: stage.to_owned(),
        agency: agency.to_owned(),
        due: today().plus_days(after_days).number(),
    }
}

#[tokio::test]
async fn a_case_moves_from_its_submission_to_its_end() {
    // A case is big, and a story holds several.
    on_both(async |db| Box::pin(moves(db)).await).await;
}

async fn moves(db: Db) {
    let first = submit(&db, 1).await;
    submit(&db, 2).await;
    assert_eq!(counts::queues(&db, &region()).await.unwrap(), [(queue("administrasi", "tu", 3), 2)]);

    let (event, checked) = moved(&first, "verifikasi", "dinsos", None);
    let seq = commit(&db, Some(first.clone()), checked.clone(), event.clone()).await.unwrap();
    assert_eq!(counts::queues(&db, &region()).await.unwrap(), [(queue("administrasi", "tu", 3), 1), (queue("verifikasi", "dinsos", 9), 1)]);
    let stored = cases::by_id(&db, &region(), first.id).await.unwrap().unwrap();
    assert_eq!((&stored.state, stored.seq), (&checked, seq));
    assert_eq!(cases::by_number(&db, &region(), &first.number).await.unwrap().unwrap().state, checked);
    assert_eq!(cases::by_id(&db, &other_region(), first.id).await.unwrap(), None, "another region's case");
    assert_eq!(cases::by_number(&db, &other_region(), &first.number).await.unwrap(), None);

    let (end, closed) = moved(&checked, "selesai", "", Some(Outcome::Done));
    commit(&db, Some(checked), closed.clone(), end.clone()).await.unwrap();
    assert_eq!(counts::queues(&db, &region()).await.unwrap(), [(queue("administrasi", "tu", 3), 1)], "a closed case stands nowhere");
    assert_eq!(
        counts::days(&db, &region(), today(), today()).await.unwrap(),
        [(today(), "hibah".to_owned(), DayCount { arrived: 2, decided: 2, closed: 1 })]
    );
    assert_eq!(counts::days(&db, &region(), today().plus_days(1), today().plus_days(9)).await.unwrap(), []);
    let log: Vec<Event> = events::of_case(&db, &region(), first.id).await.unwrap().into_iter().map(|(_, event)| event).collect();
    assert_eq!(log[1..], [event, end]);
    assert_eq!(CaseState::fold(first.id, &log).unwrap(), closed, "the events alone tell the whole case");
    assert_eq!(events::of_case(&db, &other_region(), first.id).await.unwrap(), []);
    assert_eq!(projections::recount(&db, &region()).await.unwrap(), counts::queues(&db, &region()).await.unwrap());
    let gone = db.write_in(&region(), |tx| Box::pin(async move { counts::compact(tx, &region()).await })).await.unwrap();
    assert!(gone > 0, "the counters that stand at nothing go");
    assert_eq!(projections::recount(&db, &region()).await.unwrap(), counts::queues(&db, &region()).await.unwrap());
}

#[tokio::test]
async fn whoever_comes_second_gets_a_conflict() {
    on_both(async |db| {
        let before = submit(&db, 1).await;
        let (event, after) = moved(&before, "verifikasi", "dinsos", None);
        commit(&db, Some(before.clone()), after.clone(), event).await.unwrap();
        let queues = counts::queues(&db, &region()).await.unwrap();

        let (late, elsewhere) = moved(&before, "ditolak", "", Some(Outcome::Refused));
        let refused = commit(&db, Some(before.clone()), elsewhere, late).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");

        // A version beyond the next one would leave a hole in the case's history.
        let mut ahead = after.clone();
        ahead.version += 3;
        let (jump, landed) = moved(&ahead, "ditolak", "", Some(Outcome::Refused));
        let refused = commit(&db, Some(ahead), landed, jump).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");

        assert_eq!(cases::by_id(&db, &region(), before.id).await.unwrap().unwrap().state, after);
        assert_eq!(counts::queues(&db, &region()).await.unwrap(), queues, "a refused command counts nothing");
        assert_eq!(events::of_case(&db, &region(), before.id).await.unwrap().len(), 2);

        let (event, mut twin) = submitted(1);
        twin.id = domain::case::CaseId(id(9, 9));
        let refused = commit(&db, None, twin, event).await;
        assert!(matches!(refused, Err(StoreError::Duplicate { what: "number" })), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn of_officers_at_the_same_time_one_wins() {
    on_both(async |db| {
        let before = submit(&db, 1).await;
        let results = futures::future::join_all((0..8).map(|_| {
            let (event, after) = moved(&before, "verifikasi", "dinsos", None);
            commit(&db, Some(before.clone()), after, event)
        }))
        .await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        assert!(results.iter().filter(|result| result.is_err()).all(|result| matches!(result, Err(StoreError::Conflict))), "{results:?}");
        assert_eq!(counts::queues(&db, &region()).await.unwrap(), [(queue("verifikasi", "dinsos", 9), 1)]);
    })
    .await;
}

/// Submits the seventh request with a secret, two notices, an answer to keep under `key` and the draft that it was.
async fn submit_with_all(db: &Db, key: &'static str, draft: Uuid) -> Result<i64, StoreError> {
    db.write_in(&region(), move |tx| {
        Box::pin(async move {
            let (event, state) = submitted(7);
            let notice = NewNotice {
                id: id(5, 1),
                account: citizen(0),
                case: Some(state.id),
                kind: "received".to_owned(),
                subject: "Permohonan \"diterima\"".to_owned(),
                body: "Baris satu\nBaris dua".to_owned(),
                link: "/kota-bandung/lacak".to_owned(),
                address: Some("sealed".to_owned()),
                created_at: START,
            };
            let silent = NewNotice { id: id(5, 2), case: None, address: None, ..notice.clone() };
            let kept = NewIdempotency {
                scope: "submit".to_owned(),
                key: key.to_owned(),
                digest: vec![1, 2, 3],
                response: "{\"number\":1}".to_owned(),
                at: START,
            };
            let commit = Commit {
                secret_hash: Some(&[7; 32]),
                notices: &[notice, silent],
                idempotency: Some(&kept),
                drop_draft: Some(draft),
                approved: Some(5),
                ..plain(None, &state, &event, "tu@tu")
            };
            cases::commit(tx, &region(), &commit).await
        })
    })
    .await
}

#[tokio::test]
async fn a_submission_brings_everything_along() {
    on_both(async |db| {
        let (_, state) = submitted(7);
        let (case, number) = (state.id, state.number.clone());
        let draft = crate::drafts::begin(&db, 1, citizen(1).0).await;
        submit_with_all(&db, "ticket-1", draft).await.unwrap();
        assert_eq!(cases::secret_hash(&db, &region(), case).await.unwrap(), Some(vec![7; 32]));
        assert_eq!(cases::secret_hash(&db, &other_region(), case).await.unwrap(), None);
        assert!(drafts::by_id(&db, &region(), draft).await.unwrap().is_none(), "the draft became the case");
        assert_eq!(drafts::documents(&db, &region(), draft).await.unwrap(), []);
        let told = notices::of_account(&db, &region(), citizen(0), 10).await.unwrap();
        assert_eq!(told.iter().map(|notice| (notice.case, notice.next_at)).collect::<Vec<_>>(), [(None, None), (Some(case), Some(START))]);
        assert_eq!((told[1].subject.as_str(), told[1].body.as_str()), ("Permohonan \"diterima\"", "Baris satu\nBaris dua"));
        let answer = idempotency::find(&db, &region(), "submit", "ticket-1").await.unwrap().unwrap();
        assert_eq!((answer.digest, answer.response.as_str()), (vec![1, 2, 3], "{\"number\":1}"));
        assert_eq!(idempotency::find(&db, &other_region(), "submit", "ticket-1").await.unwrap(), None);

        let again = submit_with_all(&db, "ticket-1", draft).await;
        assert!(matches!(again, Err(StoreError::Conflict | StoreError::Duplicate { .. })), "{again:?}");
        let line = &cases::own(&db, &region(), citizen(0), 10).await.unwrap()[0];
        assert_eq!((line.number.clone(), line.requested, line.approved), (number, Some(25_000_000), Some(5)));
        assert_eq!(counts::queues(&db, &region()).await.unwrap()[0].1, 1);
    })
    .await;
}

#[tokio::test]
async fn an_idempotency_key_is_used_once() {
    on_both(async |db| {
        let keep = async |key: &'static str, response: &'static str| {
            db.write_in(&region(), move |tx| {
                Box::pin(async move {
                    let new = NewIdempotency {
                        scope: "act".to_owned(),
                        key: key.to_owned(),
                        digest: vec![9],
                        response: response.to_owned(),
                        at: START,
                    };
                    idempotency::insert(tx, &region(), &new).await
                })
            })
            .await
        };
        keep("k", "first").await.unwrap();
        let second = keep("k", "second").await;
        assert!(matches!(second, Err(StoreError::Duplicate { what: "idempotency key" })), "{second:?}");
        assert_eq!(idempotency::find(&db, &region(), "act", "k").await.unwrap().unwrap().response, "first");
        let forgot = db.write(|tx| Box::pin(async move { idempotency::forget(tx, START.plus_ms(1)).await })).await;
        assert_eq!(forgot.unwrap(), 1);
        assert_eq!(idempotency::find(&db, &region(), "act", "k").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn serials_are_never_given_twice() {
    on_both(async |db| {
        let reserve = |n: u32| {
            let db = db.clone();
            async move {
                db.write_in(&region(), move |tx| Box::pin(async move { serials::reserve(tx, &region(), "HB", 2026, n).await }))
                    .await
                    .unwrap()
            }
        };
        let mut firsts = futures::future::join_all((0..20).map(|_| reserve(3))).await;
        firsts.sort_unstable();
        assert_eq!(firsts, (0..20).map(|n| 1 + 3 * n).collect::<Vec<u32>>());
        let other_year = db.write_in(&region(), |tx| Box::pin(async move { serials::reserve(tx, &region(), "HB", 2027, 1).await })).await;
        assert_eq!(other_year.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn events_are_never_changed_or_deleted() {
    on_both(async |db| {
        let case = submit(&db, 1).await;
        for act in ["UPDATE event SET kind = 'other'", "DELETE FROM event"] {
            let refused = match &db {
                Db::Pg { pool, .. } => sqlx::query(act).execute(pool).await.map(drop),
                // The readers can't write anything at all, so a connection of our own is needed.
                Db::Lite { read, .. } => {
                    let (file,): (String,) = sqlx::query_as("SELECT file FROM pragma_database_list").fetch_one(read).await.unwrap();
                    let own = sqlx::SqlitePool::connect(&format!("sqlite://{file}")).await.unwrap();
                    sqlx::query(act).execute(&own).await.map(drop)
                }
            };
            assert!(refused.unwrap_err().to_string().contains("events are never"), "{act}");
        }
        assert_eq!(events::of_case(&db, &region(), case.id).await.unwrap().len(), 1);
    })
    .await;
}
