//! Licences are found by number, by words and page by page; a bill is paid once, and money that fits no bill is owed.
use crate::{
    made::{START, citizen, id, region, today},
    on_both, other_region,
};
use domain::{case::CaseId, licence::Status, money::Rupiah, number::SerialNumber, time::Day};
use store::{
    Db, StoreError,
    bills::{self, Bill, BillStatus, Heard, Verdict},
    find::{self, Said},
    licences::{self, LicenceFilter, LicenceRow},
    papers::{self, NewPaper},
};

fn serial(n: u32) -> SerialNumber {
    SerialNumber::new("IR", &region(), 2026, n).unwrap()
}

fn case(n: u32) -> CaseId {
    CaseId(id(2, u64::from(n)))
}

fn row(n: u32, status: Status) -> LicenceRow {
    LicenceRow {
        case: case(n),
        service: if n.is_multiple_of(2) { "gudang" } else { "reklame" }.to_owned(),
        paper: "izin".to_owned(),
        holder: format!("PT Contoh {n}"),
        activity: "47111".to_owned(),
        place: "Jalan Rekaan".to_owned(),
        district: Some("32.73.01".to_owned()),
        from: today().plus_days(i64::from(n)),
        until: Some(today().plus_days(400)),
        status,
        since: today(),
        next: Some(today().plus_days(i64::from(n) * 10)),
    }
}

async fn issue(db: &Db, n: u32) {
    let new = NewPaper {
        case: Some(case(n)),
        subject: String::new(),
        kind: "izin".to_owned(),
        serial: serial(n),
        template: "00".to_owned(),
        audience: "applicant".to_owned(),
        facts: "{}".to_owned(),
        shown: "{}".to_owned(),
        issued_at: START,
    };
    db.write_in(&region(), move |tx| Box::pin(async move { papers::insert(tx, &region(), &new).await })).await.unwrap();
}

async fn put(db: &Db, rows: Vec<LicenceRow>) {
    db.write_in(&region(), move |tx| Box::pin(async move { licences::put(tx, &region(), &rows).await })).await.unwrap();
}

#[tokio::test]
async fn a_licence_has_its_documents_number_and_stands_as_it_was_written_last() {
    on_both(async |db| {
        issue(&db, 1).await;
        // The second has no document yet, and is no licence.
        put(&db, vec![row(1, Status::InForce), row(2, Status::InForce)]).await;
        let found = licences::by_serial(&db, &region(), &serial(1)).await.unwrap().unwrap();
        assert_eq!((found.holder.as_str(), found.status, found.until), ("PT Contoh 1", Status::InForce, Some(today().plus_days(400))));
        assert_eq!(licences::by_serial(&db, &other_region(), &serial(1)).await.unwrap(), None);
        assert_eq!(licences::by_case(&db, &region(), case(2)).await.unwrap(), None);
        let in_force = async |service: &str, days: i64, most| {
            licences::in_force(&db, &region(), &[service], today().plus_days(days), most).await.unwrap()
        };
        assert_eq!([in_force("reklame", 0, 9).await, in_force("reklame", 400, 9).await, in_force("reklame", 0, 0).await], [1, 1, 0]);
        assert_eq!([in_force("reklame", 401, 9).await, in_force("gudang", 0, 9).await], [0, 0], "not after its last day, and no other's");
        put(&db, vec![LicenceRow { since: today().plus_days(3), next: None, ..row(1, Status::Revoked) }]).await;
        let revoked = licences::by_case(&db, &region(), case(1)).await.unwrap().unwrap();
        assert_eq!((revoked.status, revoked.since), (Status::Revoked, today().plus_days(3)));
        assert_eq!(in_force("reklame", 0, 9).await, 0);
        assert!(licences::due(&db, &region(), today().plus_days(999), CaseId(id(0, 0)), 9).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_register_is_read_page_by_page_and_found_by_words() {
    on_both(async |db| {
        for n in 1..=5 {
            issue(&db, n).await;
            let said =
                Said { words: ["pt", "contoh", if n == 3 { "rekaan" } else { "lain" }].map(str::to_owned).into(), ..Said::default() };
            db.write_in(&region(), move |tx| Box::pin(async move { find::replace(tx, &region(), case(n), &said, true).await }))
                .await
                .unwrap();
        }
        put(&db, (1..=5).map(|n| row(n, if n == 5 { Status::Suspended } else { Status::InForce })).collect()).await;
        let page = async |filter: LicenceFilter, behind: Option<(Day, CaseId)>| {
            licences::page(&db, &region(), &filter, behind, 2).await.unwrap().iter().map(|l| l.serial.serial()).collect::<Vec<_>>()
        };
        assert_eq!(page(LicenceFilter::default(), None).await, [5, 4]);
        assert_eq!(page(LicenceFilter::default(), Some((today().plus_days(4), case(4)))).await, [3, 2]);
        let of = |service: &str| LicenceFilter { service: Some(service.into()), ..LicenceFilter::default() };
        assert_eq!(page(of("gudang"), None).await, [4, 2]);
        assert_eq!(page(LicenceFilter { status: Some(Status::Suspended), ..of("reklame") }, None).await, [5]);
        assert!(page(LicenceFilter { district: Some("32.73.09".into()), ..LicenceFilter::default() }, None).await.is_empty());
        assert!(page(LicenceFilter { valid_on: Some(today().plus_days(401)), ..LicenceFilter::default() }, None).await.is_empty());
        let found = async |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            licences::find(&db, &region(), &words, 9).await.unwrap().iter().map(|l| l.serial.serial()).collect::<Vec<_>>()
        };
        assert_eq!(found(&["cont", "rek"]).await, [3]);
        assert_eq!(found(&["contoh"]).await, [5, 4, 3, 2, 1]);
        assert!(found(&[]).await.is_empty() && found(&["contoh", "zzz"]).await.is_empty());
        assert_eq!(licences::due(&db, &region(), today().plus_days(20), CaseId(id(0, 0)), 9).await.unwrap(), [case(1), case(2)]);
    })
    .await;
}

fn rupiah(n: i64) -> Rupiah {
    Rupiah::try_from(n).unwrap()
}

fn heard(n: u128, reference: &str, verdict: Verdict) -> Heard {
    Heard {
        id: uuid::Uuid::from_u128(n),
        bank: "peragaan".into(),
        reference: reference.into(),
        code: "1234".into(),
        case: Some(case(1)),
        channel: "QRIS".into(),
        amount: rupiah(5_000),
        paid_at: START,
        heard_at: START.plus_ms(i64::try_from(n).unwrap()),
        verdict,
        refunded: None,
    }
}

#[tokio::test]
async fn a_bill_is_paid_once_and_what_fits_no_bill_is_given_back_once() {
    on_both(async |db| {
        let bill = |code: &str| Bill {
            code: code.into(),
            case: case(1),
            amount: rupiah(5_000),
            due_on: Some(today()),
            made_at: START,
            status: BillStatus::Open,
        };
        let make = async |code: &str| {
            let bill = bill(code);
            db.write_in(&region(), move |tx| Box::pin(async move { bills::make(tx, &region(), &bill).await })).await
        };
        make("1111").await.unwrap();
        make("1234").await.unwrap();
        assert!(matches!(make("1234").await, Err(StoreError::Duplicate { .. })));
        let status = async |code: &str| bills::by_code(&db, &region(), code).await.unwrap().map(|b| b.status);
        assert_eq!((status("1111").await, status("1234").await), (Some(BillStatus::Void), Some(BillStatus::Open)), "the newest counts");
        assert_eq!(bills::by_code(&db, &other_region(), "1234").await.unwrap(), None);
        let hear = async |one: Heard| {
            db.write_in(&region(), move |tx| {
                Box::pin(async move {
                    Ok::<_, StoreError>((bills::hear(tx, &region(), &one).await?, bills::settle(tx, &region(), &one.code).await?))
                })
            })
            .await
            .unwrap()
        };
        assert_eq!(hear(heard(1, "A", Verdict::Settled)).await, (true, true));
        assert_eq!(hear(heard(2, "A", Verdict::Settled)).await, (false, false), "the same again is nothing new");
        assert_eq!(hear(heard(3, "B", Verdict::PaidBefore)).await, (true, false));
        let owed = bills::owed(&db, &region(), 9).await.unwrap();
        assert_eq!(owed.iter().map(|(h, _)| h.reference.as_str()).collect::<Vec<_>>(), ["B"]);
        let refund = async |n: u128| {
            db.write_in(&region(), move |tx| {
                Box::pin(async move { bills::refund(tx, &region(), uuid::Uuid::from_u128(n), "R-1", citizen(1), START).await })
            })
            .await
            .unwrap()
        };
        assert!(!refund(1).await, "what settled a bill is not given back so");
        assert!(refund(3).await && !refund(3).await);
        assert!(bills::owed(&db, &region(), 9).await.unwrap().is_empty());
        // Assessed anew and paid again: what was paid first is owed.
        make("5678").await.unwrap();
        let again = Heard { code: "5678".into(), heard_at: START.plus_ms(9), ..heard(4, "C", Verdict::Settled) };
        assert_eq!(hear(again).await, (true, true));
        let owed = bills::owed(&db, &region(), 9).await.unwrap();
        assert_eq!(owed.iter().map(|(h, _)| h.reference.as_str()).collect::<Vec<_>>(), ["A"]);
        assert!(refund(1).await && !refund(4).await, "and the last one is not");
        let all = bills::payments(&db, &region(), case(1)).await.unwrap();
        assert_eq!(all.iter().map(|h| h.refunded.is_some()).collect::<Vec<_>>(), [true, true, false]);
    })
    .await;
}
