//! A request that is written over several days and in two windows.
use crate::{
    made::{START, citizen, id, region},
    on_both, other_region,
};
use domain::form::{Answers, Document};
use store::{
    Db, StoreError,
    drafts::{self, DraftDocument, NewDraft},
};
use uuid::Uuid;

fn answers(text: &str) -> Answers {
    let mut answers = Answers::default();
    answers.set("kegiatan", text);
    answers
}

fn document(n: u64) -> DraftDocument {
    DraftDocument {
        id: id(7, n),
        document: Document {
            slot: "proposal".to_owned(),
            hash: "0".repeat(64),
            name: "proposal.pdf".to_owned(),
            media: "application/pdf".to_owned(),
            size: 12_345,
            at: START.plus_ms(i64::try_from(n).unwrap()),
            taken: None,
        },
    }
}

/// Begins a draft with one file.
pub(crate) async fn begin(db: &Db, n: u64, owner: Uuid) -> Uuid {
    let draft = id(6, n);
    db.write_in(&region(), move |tx| {
        Box::pin(async move {
            let new = NewDraft {
                id: draft,
                service: "hibah".to_owned(),
                owner,
                case: None,
                action: None,
                together: vec![],
                resume_hash: Some(vec![u8::try_from(n).unwrap(); 32]),
                answers: answers("awal"),
                page: "1".to_owned(),
                ticket: id(8, n),
                created_at: START,
            };
            drafts::insert(tx, &region(), &new).await?;
            drafts::add_document(tx, &region(), draft, &document(n)).await
        })
    })
    .await
    .unwrap();
    draft
}

async fn save(db: &Db, draft: Uuid, seen: u32, text: &'static str) -> Result<u32, StoreError> {
    db.write_in(&region(), move |tx| {
        Box::pin(async move { drafts::save(tx, &region(), draft, seen, &answers(text), "2", START.plus_ms(9)).await })
    })
    .await
}

#[tokio::test]
async fn a_draft_is_saved_in_the_version_seen() {
    on_both(async |db| {
        let draft = begin(&db, 1, citizen(1).0).await;
        assert_eq!(save(&db, draft, 1, "dua").await.unwrap(), 2);
        let late = save(&db, draft, 1, "terlambat").await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        let kept = drafts::by_id(&db, &region(), draft).await.unwrap().unwrap();
        assert_eq!((kept.answers.text("kegiatan"), kept.version, kept.page.as_str()), ("dua", 2, "2"));
        assert_eq!((kept.created_at, kept.updated_at, kept.ticket), (START, START.plus_ms(9), id(8, 1)));
        assert!(drafts::by_id(&db, &other_region(), draft).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_found_by_its_code_and_changes_hands() {
    on_both(async |db| {
        let (guest, account) = (id(1, 100), citizen(1).0);
        let draft = begin(&db, 1, guest).await;
        assert_eq!(drafts::by_resume(&db, &[1; 32]).await.unwrap().unwrap().id, draft);
        assert!(drafts::by_resume(&db, &[2; 32]).await.unwrap().is_none());
        let given =
            db.write_in(&region(), move |tx| Box::pin(async move { drafts::change_owner(tx, &region(), guest, account).await })).await;
        assert_eq!(given.unwrap(), 1);
        assert!(drafts::of_owner(&db, &region(), guest).await.unwrap().is_empty());
        assert_eq!(drafts::of_owner(&db, &region(), account).await.unwrap()[0].id, draft);

        begin(&db, 2, account).await;
        let taken =
            db.write_in(&region(), move |tx| Box::pin(async move { drafts::set_resume(tx, &region(), draft, Some(&[2; 32])).await })).await;
        assert!(matches!(taken, Err(StoreError::Duplicate { what: "resume code" })), "{taken:?}");
    })
    .await;
}

#[tokio::test]
async fn files_come_and_go_with_their_draft() {
    on_both(async |db| {
        let draft = begin(&db, 1, citizen(1).0).await;
        db.write_in(&region(), move |tx| Box::pin(async move { drafts::add_document(tx, &region(), draft, &document(2)).await }))
            .await
            .unwrap();
        assert_eq!(drafts::documents(&db, &region(), draft).await.unwrap(), [document(1), document(2)]);
        let remove = async || {
            db.write_in(&region(), move |tx| Box::pin(async move { drafts::remove_document(tx, &region(), draft, id(7, 1)).await }))
                .await
                .unwrap()
        };
        assert!(remove().await);
        assert!(!remove().await);
        assert_eq!(drafts::documents(&db, &region(), draft).await.unwrap(), [document(2)]);
        let delete =
            async || db.write_in(&region(), move |tx| Box::pin(async move { drafts::delete(tx, &region(), draft).await })).await.unwrap();
        assert!(delete().await);
        assert!(!delete().await);
        assert_eq!(drafts::documents(&db, &region(), draft).await.unwrap(), []);
    })
    .await;
}
