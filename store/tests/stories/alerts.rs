//! Of each alert there is one that is open, whoever opens it; who takes care of it first stays.
use crate::{
    made::{citizen, id, region},
    on_both, other_region,
};
use domain::{alert::Raised, pack::Level, time::Instant};
use store::{Db, alerts};
use uuid::Uuid;

fn raised(rule: &str, subject: &str) -> Raised {
    Raised { rule: rule.into(), subject: subject.into(), level: Level::Bad, value: 3 }
}

async fn open(db: &Db, alert: Uuid, raised: Raised, at: i64) -> bool {
    let of = region();
    let write = db.write_in(&of, move |tx| Box::pin(async move { alerts::insert(tx, &region(), alert, &raised, Instant(at)).await }));
    write.await.unwrap()
}

#[tokio::test]
async fn an_alert_is_opened_once_and_again_when_it_was_over() {
    on_both(async |db| {
        let [first, second, third] = [1, 2, 3].map(|n| id(8, n));
        assert!(open(&db, first, raised("late", "hibah/periksa"), 10).await);
        assert!(!open(&db, second, raised("late", "hibah/periksa"), 11).await, "another server was faster");
        assert!(open(&db, second, raised("late", "hibah/putus"), 11).await);
        let of = region();
        let tended = db.write_in(&of, move |tx| {
            Box::pin(async move {
                let one = alerts::ack(tx, &region(), first, citizen(1), Instant(12)).await?;
                let other = alerts::ack(tx, &region(), first, citizen(2), Instant(13)).await?;
                alerts::set_value(tx, &region(), first, 7).await?;
                alerts::close(tx, &region(), second, Instant(14)).await?;
                alerts::changed(tx, &region()).await?;
                Ok::<_, store::StoreError>((one, other, alerts::ack(tx, &region(), second, citizen(1), Instant(15)).await?))
            })
        });
        assert_eq!(tended.await.unwrap(), (true, false, false));
        let now = alerts::open(&db, &region()).await.unwrap();
        assert_eq!(now.len(), 1);
        assert_eq!((now[0].id, now[0].raised.value, now[0].acked), (first, 7, Some((citizen(1), Instant(12)))));
        assert!(open(&db, third, raised("late", "hibah/putus"), 16).await, "what was over may begin anew");
        let all = alerts::since(&db, &region(), (Instant(0), Instant(100)), 9).await.unwrap();
        assert_eq!(all.iter().map(|alert| alert.id).collect::<Vec<_>>(), [third, second, first]);
        let later = alerts::since(&db, &region(), (Instant(15), Instant(100)), 9).await.unwrap();
        assert_eq!(later.iter().map(|alert| alert.id).collect::<Vec<_>>(), [third, first], "what was over before is left out");
        assert_eq!(alerts::open(&db, &other_region()).await.unwrap(), []);
        assert_eq!(alerts::changes(&db).await.unwrap(), [(region(), 1)]);
    })
    .await;
}
