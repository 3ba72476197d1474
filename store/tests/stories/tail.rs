//! Whoever follows the events sees each once and in order, however writers overlap.
use super::cases::{commit, submit};
use crate::{
    engines::on_postgres,
    made::{holder, plain, region, submitted},
    moves::moved,
    on_both,
};
use std::time::Duration;
use store::{Db, StoreError, cases, events};
use tokio::sync::oneshot;

#[tokio::test(flavor = "multi_thread")]
async fn the_tail_sees_everything_once_while_writers_overlap() {
    on_both(async |db| {
        const CASES: u32 = 120;
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let db = db.clone();
                tokio::spawn(async move {
                    for n in (writer..CASES).step_by(8) {
                        let before = submit(&db, n).await;
                        let (event, after) = moved(&before, "verifikasi", "dinsos", None);
                        commit(&db, Some(before), after, event).await.unwrap();
                    }
                })
            })
            .collect();
        let follow = async {
            let (mut last, mut seen) = (0, vec![]);
            let mut wake = db.wake();
            while seen.len() < 2 * CASES as usize {
                let some = events::after(&db, last, 7).await.unwrap();
                match some.last() {
                    Some(event) => last = event.seq,
                    None => drop(tokio::time::timeout(Duration::from_millis(20), wake.changed()).await),
                }
                seen.extend(some);
            }
            seen
        };
        let seen = tokio::time::timeout(Duration::from_secs(60), follow).await.expect("the tail sees every event");
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(seen.is_sorted_by(|a, b| a.seq < b.seq), "in order, none twice");
        let mut keys: Vec<_> = seen.iter().map(|event| (event.case_id, event.version)).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 2 * CASES as usize);
        assert!(seen.iter().all(|event| event.region == "32.73" && event.kind == event.body.what.name()));
        assert_eq!(events::last_seq(&db).await.unwrap(), seen.last().unwrap().seq);
        assert_eq!(events::after(&db, seen.last().unwrap().seq, 7).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn an_event_that_commits_late_is_not_skipped() {
    on_postgres(async |db| {
        submit(&db, 1).await;
        let first = events::last_seq(&db).await.unwrap();
        // A transaction takes the next number, and waits before it commits.
        let (holds, held) = oneshot::channel();
        let (go, gone) = oneshot::channel::<()>();
        let slow = {
            let db = db.clone();
            tokio::spawn(async move {
                db.write_in(&region(), move |tx| {
                    Box::pin(async move {
                        let (event, state) = submitted(2);
                        let seq = cases::commit(tx, &region(), &plain(None, &state, &event, &holder(&state))).await?;
                        holds.send(seq).unwrap();
                        gone.await.unwrap();
                        Ok::<_, StoreError>(seq)
                    })
                })
                .await
            })
        };
        let late = held.await.unwrap();
        // Another takes a higher number and commits. It is told of once the lower one is decided, and not before.
        let (event, state) = submitted(3);
        let quick = on_another_row(&db, event, state).await;
        assert!(late > first && quick > late);
        assert_eq!(events::after(&db, first, 10).await.unwrap(), [], "{quick} waits for {late}");
        assert_eq!(events::last_seq(&db).await.unwrap(), first);
        go.send(()).unwrap();
        slow.await.unwrap().unwrap();
        let told: Vec<i64> = events::after(&db, first, 10).await.unwrap().into_iter().map(|event| event.seq).collect();
        assert_eq!(told, [late, quick]);
    })
    .await;
}

/// Commits a submission of another service, so that it shares no counter with the one that waits.
async fn on_another_row(db: &Db, event: domain::case::Event, mut state: domain::case::CaseState) -> i64 {
    state.service = "izin".to_owned();
    commit(db, None, state, event).await.unwrap()
}
