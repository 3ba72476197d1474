//! The counters of ages and places: they add up, whoever writes them, and what stands at nothing goes.
use crate::{made::region, on_both, other_region};
use domain::board::{Stand, StandKey};
use store::{Db, stands};

fn key(what: Stand, key: &str, day: i32) -> StandKey {
    StandKey { service: "hibah".into(), what, key: key.into(), day }
}

async fn put(db: &Db, changes: &'static [(Stand, &'static str, i32, i64)]) {
    let keys: Vec<(StandKey, i64)> = changes.iter().map(|(what, name, day, n)| (key(*what, name, *day), *n)).collect();
    let of = region();
    db.write_in(&of, move |tx| Box::pin(async move { stands::put(tx, &region(), keys.iter().map(|(k, n)| (k, *n))).await })).await.unwrap();
}

#[tokio::test]
async fn what_comes_and_goes_adds_up() {
    on_both(async |db| {
        put(&db, &[(Stand::Age, "periksa", 100, 1), (Stand::Place, "01", 0, 1)]).await;
        put(&db, &[(Stand::Age, "periksa", 100, 2), (Stand::Age, "putus", 90, 1), (Stand::Place, "", 130, 1)]).await;
        put(&db, &[(Stand::Age, "periksa", 100, -1), (Stand::Place, "01", 0, -1)]).await;
        let row = |name: &str, day, n| ("hibah".to_owned(), name.to_owned(), day, n);
        let (ages, places) = (vec![row("periksa", 100, 2), row("putus", 90, 1)], vec![row("", 130, 1)]);
        assert_eq!(stands::of(&db, &region(), Stand::Age).await.unwrap(), ages);
        assert_eq!(stands::of(&db, &region(), Stand::Place).await.unwrap(), places);
        assert_eq!(stands::of(&db, &other_region(), Stand::Age).await.unwrap(), []);
        let gone = db.write_in(&region(), |tx| Box::pin(async move { stands::compact(tx, &region()).await })).await.unwrap();
        assert!(gone > 0, "the counter that stands at nothing goes");
        assert_eq!(stands::of(&db, &region(), Stand::Age).await.unwrap(), ages);
        assert_eq!(stands::of(&db, &region(), Stand::Place).await.unwrap(), places);
    })
    .await;
}
