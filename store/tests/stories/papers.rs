//! An issued document says for ever what it said; it is printed once, and ends with what took its place.
use crate::{
    made::{START, id, region},
    on_both, other_region,
};
use domain::{case::CaseId, number::SerialNumber};
use sqlx::{Connection, SqliteConnection};
use store::{
    Db, StoreError,
    papers::{self, Ending, NewPaper, StoredPrint},
};

fn serial(n: u32) -> SerialNumber {
    SerialNumber::new("NP", &region(), 2026, n).unwrap()
}

fn paper(n: u32, case: Option<CaseId>) -> NewPaper {
    NewPaper {
        case,
        subject: if case.is_none() { "list:1".to_owned() } else { String::new() },
        kind: "nphd".to_owned(),
        serial: serial(n),
        template: "00".to_owned(),
        audience: "applicant".to_owned(),
        facts: "{\"a\":1}".to_owned(),
        shown: "{}".to_owned(),
        issued_at: START.plus_ms(i64::from(n)),
    }
}

async fn issue(db: &Db, new: NewPaper) -> Result<(), StoreError> {
    db.write_in(&region(), move |tx| Box::pin(async move { papers::insert(tx, &region(), &new).await })).await
}

async fn print(db: &Db, n: u32, hash: &'static str) -> bool {
    let new = StoredPrint { hash: hash.to_owned(), signature: vec![1, 2, 3], signed_with: "key".to_owned() };
    db.write_in(&region(), move |tx| Box::pin(async move { papers::printed(tx, &region(), &serial(n), &new).await })).await.unwrap()
}

#[tokio::test]
async fn a_document_is_kept_printed_once_and_ended_once() {
    on_both(async |db| {
        let case = CaseId(id(1, 7));
        for n in [1, 2] {
            issue(&db, paper(n, Some(case))).await.unwrap();
        }
        issue(&db, paper(3, None)).await.unwrap();
        assert!(matches!(issue(&db, paper(2, Some(case))).await, Err(StoreError::Duplicate { .. })), "a number is given once");
        assert_eq!(papers::by_serial(&db, &other_region(), &serial(1)).await.unwrap(), None);

        assert!(print(&db, 1, "aa").await);
        assert!(!print(&db, 1, "bb").await, "whoever prints second changes nothing");
        let stored = papers::by_serial(&db, &region(), &serial(1)).await.unwrap().unwrap();
        assert_eq!((stored.paper.clone(), stored.print.unwrap().hash.as_str()), (paper(1, Some(case)), "aa"));

        let end = async |kind: &'static str, by: u32| {
            db.write_in(&region(), move |tx| {
                Box::pin(async move {
                    let by = serial(by);
                    let ending = Ending { kind, at: START.plus_ms(9), why: "\"x\"", replaced_by: Some(&by) };
                    papers::end_of_case(tx, &region(), CaseId(id(1, 7)), &ending).await
                })
            })
            .await
            .unwrap()
        };
        assert_eq!(end("kuitansi", 2).await, 0, "another kind");
        assert_eq!(end("nphd", 2).await, 1, "the older, not the one that takes its place");
        assert_eq!(end("nphd", 2).await, 0);
        let all = papers::of_case(&db, &region(), case).await.unwrap();
        let ends: Vec<_> = all.iter().map(|p| p.end.as_ref().and_then(|e| e.replaced_by.clone())).collect();
        assert_eq!(ends, [Some(serial(2)), None]);
        assert_eq!(papers::of_subject(&db, &region(), "list:1").await.unwrap().len(), 1);

        // A template lies under its hash; a second time it is there already.
        for text in ["{}", "{}"] {
            db.write_in(&region(), move |tx| Box::pin(async move { papers::keep_template(tx, &region(), "00", text).await }))
                .await
                .unwrap();
        }
        assert_eq!(papers::template(&db, &region(), "00").await.unwrap().as_deref(), Some("{}"));
        assert_eq!(papers::template(&db, &other_region(), "00").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_what_was_issued() {
    on_both(async |db| {
        issue(&db, paper(1, None)).await.unwrap();
        assert!(print(&db, 1, "aa").await);
        for statement in [
            "UPDATE paper SET facts = '{}'",
            "UPDATE paper SET serial = 'x'",
            "UPDATE paper SET pdf_hash = 'bb'",
            "UPDATE paper SET signature = NULL",
            "DELETE FROM paper",
        ] {
            let refused = match &db {
                Db::Lite { read, .. } => {
                    // Readers are read-only: a connection of its own has only the triggers in its way.
                    let file: String = sqlx::query_scalar("SELECT file FROM pragma_database_list").fetch_one(read).await.unwrap();
                    let mut own = SqliteConnection::connect(&format!("sqlite://{file}")).await.unwrap();
                    sqlx::query(statement).execute(&mut own).await.unwrap_err().to_string()
                }
                Db::Pg { pool, .. } => sqlx::query(statement).execute(pool).await.unwrap_err().to_string(),
            };
            assert!(refused.contains("document"), "{statement}: {refused}");
        }
    })
    .await;
}
