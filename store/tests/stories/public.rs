//! What is published and what is written about cases is only ever added to.
use super::cases::submit;
use crate::{
    made::{START, citizen, id, region, submitted, today},
    on_both,
};
use domain::comment::Kind;
use store::{
    StoreError,
    announcements::{self, Announcement},
    comments::{self, Act, Comment, What},
};
use uuid::Uuid;

fn announcement(n: u64, version: u32) -> Announcement {
    Announcement {
        id: id(7, n),
        version,
        at: START,
        actor: citizen(1),
        role: "tu".to_owned(),
        service: None,
        title: format!("Pengumuman {n} versi {version}"),
        body: "Isi".to_owned(),
        from: today().plus_days(i64::try_from(n).unwrap()),
        until: None,
        withdrawn: None,
    }
}

#[tokio::test]
async fn the_newest_version_of_an_announcement_is_shown() {
    on_both(async |db| {
        let keep = async |new: Announcement| {
            db.write_in(&region(), move |tx| Box::pin(async move { announcements::insert(tx, &region(), &new).await })).await
        };
        for (n, version) in [(1, 1), (2, 1), (3, 1), (2, 2)] {
            keep(announcement(n, version)).await.unwrap();
        }
        assert!(matches!(keep(announcement(2, 2)).await, Err(StoreError::Duplicate { .. })));
        keep(Announcement { withdrawn: Some("Keliru".to_owned()), ..announcement(3, 2) }).await.unwrap();
        let titles = async |before, withdrawn, limit| {
            let found = announcements::newest(&db, &region(), before, withdrawn, limit).await.unwrap();
            found.into_iter().map(|a| a.title).collect::<Vec<_>>()
        };
        let end = (i32::MAX, Uuid::max());
        assert_eq!(titles(end, false, 9).await, ["Pengumuman 2 versi 2", "Pengumuman 1 versi 1"]);
        assert_eq!(titles(end, true, 2).await, ["Pengumuman 3 versi 2", "Pengumuman 2 versi 2"]);
        assert_eq!(titles((today().plus_days(2).number(), id(7, 2)), true, 9).await, ["Pengumuman 1 versi 1"]);
        let versions = announcements::versions(&db, &region(), id(7, 2)).await.unwrap();
        assert_eq!(versions.iter().map(|a| a.version).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(announcements::versions(&db, &super::other_region(), id(7, 2)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_comment_waits_until_it_is_decided_and_acts_keep_their_order() {
    on_both(async |db| {
        submit(&db, 1).await;
        let case = submitted(1).1.id;
        let comment = move |n: u64| Comment {
            id: id(8, n),
            case,
            kind: Kind::Problem,
            alias: None,
            body: format!("Tulisan {n}"),
            contact_sealed: Some("tersegel".to_owned()),
            at: START.plus_ms(i64::try_from(n).unwrap()),
        };
        for n in 1..=3 {
            let hash = vec![u8::try_from(n).unwrap(); 32];
            db.write_in(&region(), move |tx| Box::pin(async move { comments::insert(tx, &region(), &comment(n), &hash).await }))
                .await
                .unwrap();
        }
        let waiting = async |after, limit| comments::waiting(&db, &region(), after, limit).await.unwrap();
        let begin = (i64::MIN, Uuid::nil());
        assert_eq!(waiting(begin, 2).await, [comment(1), comment(2)]);
        assert_eq!(waiting((comment(2).at.0, id(8, 2)), 2).await, [comment(3)]);
        let act = |what| Act { at: START, role: "operator".to_owned(), agency: None, what, reason: None, body: None };
        let keep = async |n: u64, seen: usize, what| {
            db.write_in(&region(), move |tx| {
                Box::pin(async move { comments::act(tx, &region(), &comment(n), seen, citizen(1), &act(what)).await })
            })
            .await
        };
        keep(1, 0, What::Answered).await.unwrap();
        assert_eq!(waiting(begin, 9).await.len(), 3, "an answer decides nothing");
        keep(1, 1, What::Shown).await.unwrap();
        assert!(matches!(keep(1, 1, What::Hidden).await, Err(StoreError::Duplicate { .. })), "somebody was faster");
        keep(1, 2, What::Hidden).await.unwrap();
        assert_eq!(waiting(begin, 9).await, [comment(2), comment(3)]);
        let acts = comments::acts(&db, &region(), id(8, 1)).await.unwrap();
        assert_eq!(acts.iter().map(|a| a.what).collect::<Vec<_>>(), [What::Answered, What::Shown, What::Hidden]);
        assert_eq!(comments::by_code(&db, &region(), &[2; 32]).await.unwrap(), Some(comment(2)));
        assert_eq!(comments::by_code(&db, &super::other_region(), &[2; 32]).await.unwrap(), None);
        assert_eq!(comments::of_case(&db, &region(), case, 9).await.unwrap().len(), 3);
    })
    .await;
}
