//! One deed done to many cases: ordered once, claimed by one server, undone by nobody after that, and each line said once.
use super::cases::submit;
use crate::{
    made::{START, id, region},
    on_both, other_region,
};
use domain::{batch::Deed, people::AccountId, text::Text, time::Instant};
use store::{Db, batches};
use uuid::Uuid;

fn officer(n: u64) -> AccountId {
    AccountId(id(9, n))
}

const DUE: Instant = START.plus_ms(10_000);
const UNTIL: Instant = START.plus_ms(70_000);

/// Runs a statement of a batch in a transaction of its own.
macro_rules! done {
    ($db:expr, |$tx:ident| $call:expr) => {
        $db.write_in(&region(), move |$tx| Box::pin(async move { $call.await })).await.unwrap()
    };
}

async fn chosen(db: &Db, n: u64) -> Uuid {
    let (batch, mut cases) = (id(7, n), vec![]);
    for k in 1..=3 {
        let serial = u32::try_from(n).unwrap() * 10 + k;
        cases.push((submit(db, serial).await.id, k));
    }
    done!(db, |tx| batches::insert(tx, &region(), (batch, officer(1)), ("urut=lama", 9), &cases, START));
    batch
}

#[tokio::test]
async fn what_is_ordered_is_claimed_by_one_and_undone_by_nobody_then() {
    on_both(async |db| {
        let batch = chosen(&db, 1).await;
        let read = batches::by_id(&db, &region(), batch).await.unwrap().unwrap();
        assert_eq!((read.account, read.query.as_str(), read.found, read.deed), (officer(1), "urut=lama", 9, None));
        assert_eq!(batches::by_id(&db, &other_region(), batch).await.unwrap(), None);
        let lines = batches::lines(&db, &region(), batch).await.unwrap();
        assert_eq!(lines.iter().map(|l| (l.n, l.seen, l.done.is_none())).collect::<Vec<_>>(), [(1, 1, true), (2, 2, true), (3, 3, true)]);

        assert!(done!(db, |tx| batches::order(tx, &region(), batch, &Deed::LetGo, DUE)));
        assert!(!done!(db, |tx| batches::order(tx, &region(), batch, &Deed::Resume, START)), "once");
        assert_eq!(batches::waiting(&db, &region(), START).await.unwrap(), [(batch, DUE)]);
        assert!(!done!(db, |tx| batches::claim(tx, &region(), batch, DUE.plus_ms(-1), UNTIL)), "not before its time");
        assert!(done!(db, |tx| batches::claim(tx, &region(), batch, DUE, UNTIL)));
        assert!(!done!(db, |tx| batches::claim(tx, &region(), batch, DUE, UNTIL)), "another server leaves it alone");
        assert!(!done!(db, |tx| batches::undo(tx, &region(), batch, officer(1), DUE)), "it has begun");
        assert_eq!(batches::waiting(&db, &region(), DUE).await.unwrap(), []);
        // A server that fell is gone after a minute.
        assert_eq!(batches::waiting(&db, &region(), UNTIL.plus_ms(1)).await.unwrap(), [(batch, DUE)]);
        done!(db, |tx| batches::hold(tx, &region(), batch, UNTIL.plus_ms(60_000)));
        assert!(!done!(db, |tx| batches::claim(tx, &region(), batch, UNTIL.plus_ms(1), UNTIL.plus_ms(90_000))), "it goes on");

        let why = Text::new("Sudah diputus", "Decided already");
        let no = Err(why.clone());
        assert!(done!(db, |tx| batches::row_done(tx, &region(), (batch, 1), &Ok(()))));
        assert!(!done!(db, |tx| batches::row_done(tx, &region(), (batch, 1), &Ok(()))), "said once");
        assert!(done!(db, |tx| batches::row_done(tx, &region(), (batch, 2), &no)));
        done!(db, |tx| batches::end(tx, &region(), batch, UNTIL));
        let lines = batches::lines(&db, &region(), batch).await.unwrap();
        assert_eq!(lines.into_iter().map(|l| l.done).collect::<Vec<_>>(), [Some(Ok(())), Some(Err(why)), None]);
        let heads = batches::of(&db, &region(), officer(1), 5).await.unwrap();
        assert_eq!(heads.iter().map(|h| (h.done, h.refused, h.all)).collect::<Vec<_>>(), [(1, 1, 3)]);
        assert_eq!(batches::waiting(&db, &region(), UNTIL.plus_ms(900_000)).await.unwrap(), [], "what ended waits for nobody");
    })
    .await;
}

#[tokio::test]
async fn what_is_undone_waits_for_nobody_and_what_was_never_ordered_is_forgotten() {
    on_both(async |db| {
        let (undone, left) = (chosen(&db, 1).await, chosen(&db, 2).await);
        done!(db, |tx| batches::order(tx, &region(), undone, &Deed::LetGo, DUE));
        assert!(!done!(db, |tx| batches::undo(tx, &region(), undone, officer(2), START)), "another's");
        assert!(done!(db, |tx| batches::undo(tx, &region(), undone, officer(1), START)));
        assert!(!done!(db, |tx| batches::undo(tx, &region(), undone, officer(1), START)), "once");
        assert_eq!(batches::waiting(&db, &region(), DUE).await.unwrap(), []);
        assert!(!done!(db, |tx| batches::claim(tx, &region(), undone, DUE, UNTIL)));
        done!(db, |tx| batches::forget(tx, &region(), START.plus_ms(1)));
        assert_eq!(batches::lines(&db, &region(), left).await.unwrap(), []);
        assert_eq!(batches::by_id(&db, &region(), left).await.unwrap(), None);
        assert_eq!(batches::lines(&db, &region(), undone).await.unwrap().len(), 3, "what was ordered is kept, undone or not");
    })
    .await;
}
