//! The writer: commands that share a transaction do not share their fate.
use super::cases::submit;
use crate::{
    engines::on_sqlite,
    made::{holder, id, plain, region, submitted},
    on_both,
};
use domain::case::CaseId;
use store::{Db, StoreError, cases, counts, events, projections};

/// What the commands of this story do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Kept,
    /// Refuses before it wrote anything.
    Refused,
    /// Refuses after it wrote.
    Undone,
    Panics,
    /// Makes a statement fail and acts as if nothing had happened.
    Swallows,
}

#[derive(Debug, thiserror::Error)]
enum Answer {
    #[error("refused")]
    Refused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

async fn command(db: &Db, n: u32, end: End) -> Result<(), Answer> {
    db.write_in(&region(), move |tx| {
        Box::pin(async move {
            if end == End::Refused {
                return Err(Answer::Refused);
            }
            let (event, state) = submitted(n);
            cases::commit(tx, &region(), &plain(None, &state, &event, &holder(&state))).await?;
            match end {
                End::Kept | End::Refused => Ok(()),
                End::Undone => Err(Answer::Refused),
                End::Panics => panic!("as the story wants it"),
                End::Swallows => {
                    let again = cases::commit(tx, &region(), &plain(None, &state, &event, &holder(&state))).await;
                    assert!(again.is_err());
                    Ok(())
                }
            }
        })
    })
    .await
}

#[tokio::test]
async fn a_failing_command_leaves_its_neighbours_alone() {
    on_both(async |db| {
        // Every three of them as neighbours. All are handed in before the first is run, so that on SQLite they share
        // transactions.
        let ends = [End::Kept, End::Refused, End::Undone, End::Panics, End::Swallows];
        let five = ends.len();
        let threes = (0..five.pow(3)).flat_map(|n| [ends[n % five], ends[n / five % five], ends[n / five.pow(2)]]);
        let all: Vec<(u32, End)> = (0..).zip(threes).collect();
        let results = futures::future::join_all(all.iter().map(|(n, end)| command(&db, *n, *end))).await;
        let mut kept = 0;
        for ((n, end), result) in all.iter().zip(&results) {
            let stored = cases::by_id(&db, &region(), CaseId(id(2, u64::from(*n)))).await.unwrap();
            assert_eq!(stored.is_some(), *end == End::Kept, "{n} {end:?}: {result:?}");
            match end {
                End::Kept => assert!(result.is_ok(), "{n}: {result:?}"),
                End::Refused | End::Undone => assert!(matches!(result, Err(Answer::Refused)), "{n}: {result:?}"),
                End::Panics | End::Swallows => {
                    assert!(matches!(result, Err(Answer::Store(StoreError::Failed { .. }))), "{n}: {result:?}");
                }
            }
            kept += i64::from(*end == End::Kept);
        }
        assert_eq!(kept, 75);
        assert_eq!(counts::queues(&db, &region()).await.unwrap()[0].1, kept);
        assert_eq!(projections::recount(&db, &region()).await.unwrap(), counts::queues(&db, &region()).await.unwrap());
        assert_eq!(events::after(&db, 0, 1000).await.unwrap().len(), usize::try_from(kept).unwrap());
        command(&db, 1000, End::Kept).await.expect("the writer lives on");
    })
    .await;
}

#[tokio::test]
async fn many_commands_share_one_commit() {
    on_sqlite(async |db| {
        let before = *db.wake().borrow();
        let results = futures::future::join_all((0..200).map(|n| command(&db, n, End::Kept))).await;
        assert!(results.iter().all(Result::is_ok));
        let commits = *db.wake().borrow() - before;
        assert!(commits <= 20, "{commits} commits for 200 commands");
    })
    .await;
}

#[tokio::test]
async fn a_closed_database_answers_and_its_log_is_folded_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("terang.db");
    let url = format!("sqlite://{}", path.display());
    let db = Db::open(&url).await.unwrap();
    db.migrate().await.unwrap();
    submit(&db, 1).await;
    db.ping().await.unwrap();
    db.close().await;
    assert!(command(&db, 2, End::Kept).await.is_err());
    let log = folder.path().join("terang.db-wal");
    assert!(std::fs::metadata(log).map_or(0, |log| log.len()) == 0, "nothing is left in the log");
    let again = Db::open(&url).await.unwrap();
    again.migrate().await.unwrap();
    assert!(cases::by_id(&again, &region(), submitted(1).1.id).await.unwrap().is_some());
    again.close().await;
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused() {
    for url in ["mysql://localhost/terang", "terang.db", ""] {
        assert!(Db::open(url).await.is_err(), "{url}");
    }
}
