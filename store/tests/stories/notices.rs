//! A notice is read once and sent once, with failures between.
use crate::{
    made::{START, citizen, id, region},
    on_both, other_region,
};
use store::{
    Db,
    notices::{self, NewNotice},
};
use uuid::Uuid;

async fn tell(db: &Db, n: u64, address: Option<&str>) {
    let address = address.map(str::to_owned);
    db.write_in(&region(), move |tx| {
        Box::pin(async move {
            let new = NewNotice {
                id: id(5, n),
                account: citizen(1),
                case: None,
                kind: "moved".to_owned(),
                subject: "Berkas pindah".to_owned(),
                body: "Isi".to_owned(),
                link: "/".to_owned(),
                address,
                created_at: START.plus_ms(i64::try_from(n).unwrap()),
            };
            notices::insert(tx, &region(), &new).await
        })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn an_inbox_counts_what_is_unread() {
    on_both(async |db| {
        for n in 1..=3 {
            tell(&db, n, None).await;
        }
        let ids = notices::of_account(&db, &region(), citizen(1), 2).await.unwrap().iter().map(|n| n.id).collect::<Vec<_>>();
        assert_eq!(ids, [id(5, 3), id(5, 2)], "newest first");
        assert_eq!(notices::unread_count(&db, &region(), citizen(1), "").await.unwrap(), 3);
        assert_eq!(notices::unread_count(&db, &region(), citizen(1), "moved").await.unwrap(), 0, "what is hidden is not counted");
        assert_eq!(notices::unread_count(&db, &other_region(), citizen(1), "").await.unwrap(), 0);
        let read = async |notice| {
            db.write_in(&region(), move |tx| {
                Box::pin(async move { notices::mark_read(tx, &region(), citizen(1), notice, START.plus_ms(50)).await })
            })
            .await
            .unwrap()
        };
        assert_eq!(read(Some(id(5, 2))).await, 1);
        assert_eq!(notices::unread_count(&db, &region(), citizen(1), "").await.unwrap(), 2);
        assert_eq!(read(None).await, 2);
        assert_eq!(read(None).await, 0);
        let all = notices::of_account(&db, &region(), citizen(1), 9).await.unwrap();
        assert!(all.iter().all(|notice| notice.read_at == Some(START.plus_ms(50))));
    })
    .await;
}

#[tokio::test]
async fn sending_is_tried_until_it_succeeds_or_is_given_up() {
    on_both(async |db| {
        tell(&db, 1, Some("sealed-1")).await;
        tell(&db, 2, Some("sealed-2")).await;
        tell(&db, 3, None).await;
        let due = async |ms| notices::due(&db, START.plus_ms(ms), 10).await.unwrap().iter().map(|n| n.id).collect::<Vec<Uuid>>();
        assert_eq!(due(0).await, Vec::<Uuid>::new());
        assert_eq!(due(10).await, [id(5, 1), id(5, 2)], "what has no address is not sent");
        db.write(|tx| {
            Box::pin(async move {
                notices::sent(tx, id(5, 2), START.plus_ms(11)).await?;
                notices::failed(tx, id(5, 1), Some(START.plus_ms(100))).await
            })
        })
        .await
        .unwrap();
        assert_eq!(due(99).await, Vec::<Uuid>::new());
        assert_eq!(due(100).await, [id(5, 1)]);
        db.write(|tx| Box::pin(async move { notices::failed(tx, id(5, 1), None).await })).await.unwrap();
        assert_eq!(due(i64::from(i32::MAX)).await, Vec::<Uuid>::new());
        let all = notices::of_account(&db, &region(), citizen(1), 9).await.unwrap();
        assert_eq!(all.iter().map(|n| (n.attempts, n.sent_at)).collect::<Vec<_>>(), [(0, None), (0, Some(START.plus_ms(11))), (2, None)]);
    })
    .await;
}
