//! A figure and the list that it counts are the same cases, whatever became of them.
use super::cases::{commit, submit};
use crate::{
    made::{holder, plain, region, submitted},
    moves::moved,
    on_both,
};
use domain::{
    case::{CaseState, Outcome},
    figures::{Figure, Sum},
};
use futures::future::BoxFuture;
use std::collections::BTreeMap;
use store::{
    Db,
    cases::{self, Affairs, CaseLine, PublicFilter},
    figures::{Recipient, figures, recipients},
};

/// The next event of a case that was just handed in, which leaves it with this money.
async fn leave(db: &Db, n: u32, outcome: Option<Outcome>, money: [Option<i64>; 3]) {
    go_on(db, submitted(n).1, outcome, money).await;
}

/// The next event of a case; the case as it is then.
fn go_on(db: &Db, before: CaseState, outcome: Option<Outcome>, money: [Option<i64>; 3]) -> BoxFuture<'_, CaseState> {
    Box::pin(async move {
        let (event, after) = moved(&before, "lanjut", "dinsos", outcome);
        let then = after.clone();
        db.write_in(&region(), move |tx| {
            Box::pin(async move {
                let [approved, paid, reported] = money;
                let holder = holder(&after);
                let commit = cases::Commit { approved, paid, reported, ..plain(Some(&before), &after, &event, &holder) };
                cases::commit(tx, &region(), &commit).await.map(drop)
            })
        })
        .await
        .unwrap();
        then
    })
}

async fn whole_list(db: &Db, filter: &PublicFilter) -> Vec<CaseLine> {
    let (mut all, mut after) = (vec![], None);
    loop {
        let page = cases::public_page(db, &region(), "hibah", filter, after, 4).await.unwrap();
        let Some(last) = page.last() else { return all };
        after = Some((last.submitted_at.0, last.id.0));
        all.extend(page);
    }
}

#[tokio::test]
async fn a_figure_is_its_list() {
    on_both(async |db| {
        for n in 1..=24 {
            submit(&db, n).await;
        }
        let outcomes = [None, Some(Outcome::Done), Some(Outcome::Refused), Some(Outcome::Withdrawn), Some(Outcome::Lapsed)];
        let money = [[None, None, None], [Some(5), None, None], [Some(5), Some(5), None], [Some(5), Some(5), Some(4)]];
        for n in 1..=20_u32 {
            let (o, m) = (usize::try_from(n % 5).unwrap(), usize::try_from(n / 5 % 4).unwrap());
            leave(&db, n, outcomes[o], money[m]).await;
        }
        // A field of affairs that a case has not got yet, and a district that it does not name.
        let (event, mut state) = submitted(30);
        (state.affair, state.district) = (None, None);
        commit(&db, None, state, event).await.unwrap();

        let rows = figures(&db, &region(), "hibah", None).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.sums.asked.cases).sum::<i64>(), 25);
        for row in &rows {
            for figure in Figure::ALL {
                let affairs = match &row.affair {
                    Some(affair) => Affairs::Of(vec!["lain".to_owned(), affair.clone()]),
                    None => Affairs::OtherThan(vec!["sosial".to_owned(), "pendidikan".to_owned()]),
                };
                let filter = PublicFilter {
                    fiscal_year: Some(row.fiscal_year),
                    affairs: Some(affairs),
                    district: row.district.clone(),
                    counted: Some(figure),
                    ..PublicFilter::default()
                };
                let mut sum = Sum::default();
                for line in whole_list(&db, &filter).await {
                    let rupiah = figure.counts(&line.money(), line.outcome);
                    sum += Sum { cases: 1, rupiah: rupiah.expect("the list holds what the figure counts") };
                }
                assert_eq!(sum, row.sums.of(figure), "{figure:?} of {row:?}");
            }
        }
        let total = |figure| rows.iter().fold(0, |n, row| n + row.sums.of(figure).cases);
        assert_eq!(Figure::ALL.map(total), [25, 6, 10, 5, 4]);
        let of_2027 = figures(&db, &region(), "hibah", Some(2027)).await.unwrap();
        assert!(!of_2027.is_empty() && of_2027.iter().all(|row| row.fiscal_year == 2027));
        assert_eq!(figures(&db, &super::other_region(), "hibah", None).await.unwrap(), []);
        let none = PublicFilter { affairs: Some(Affairs::Of(vec![])), ..PublicFilter::default() };
        assert_eq!(whole_list(&db, &none).await, []);
        let all = PublicFilter { affairs: Some(Affairs::OtherThan(vec![])), ..PublicFilter::default() };
        assert_eq!(whole_list(&db, &all).await.len(), 25);
    })
    .await;
}

/// What organisations were granted, added up from the list of what was approved.
async fn added_up(db: &Db, year: Option<i32>) -> Vec<Recipient> {
    let filter = PublicFilter { fiscal_year: year, counted: Some(Figure::Approved), ..PublicFilter::default() };
    let mut by: BTreeMap<String, [i64; 4]> = BTreeMap::new();
    for line in whole_list(db, &filter).await {
        let sums = by.entry(line.organisation.clone()).or_default();
        for (sum, more) in sums.iter_mut().zip([Some(1), line.approved, line.paid, line.reported]) {
            *sum += more.unwrap_or(0);
        }
    }
    let row =
        |(organisation, [cases, approved, paid, reported]): (String, [i64; 4])| Recipient { organisation, cases, approved, paid, reported };
    let mut all: Vec<Recipient> = by.into_iter().map(row).collect();
    all.sort_by(|a, b| b.approved.cmp(&a.approved).then_with(|| a.organisation.cmp(&b.organisation)));
    all
}

#[tokio::test]
async fn who_received_most_is_what_the_lists_say() {
    on_both(async |db| {
        let mut states = vec![];
        for n in 1..=20 {
            submit(&db, n).await;
            let mut before = submitted(n).1;
            // Four organisations, so that each has several.
            before.organisation = format!("Karang Taruna Contoh {}", n % 4);
            let money = [Some(i64::from(n) * 100), Some(i64::from(n) * 90).filter(|_| n % 3 > 0), Some(5).filter(|_| n % 5 == 0)];
            states.push(go_on(&db, before, None, money).await);
        }
        let years = [None, Some(2026), Some(2027)];
        for year in years {
            let found = recipients(&db, &region(), "hibah", year, 50).await.unwrap();
            assert_eq!(found, added_up(&db, year).await, "{year:?}");
        }
        assert_eq!(recipients(&db, &region(), "hibah", None, 50).await.unwrap().len(), 4);
        // What is granted can be more later, or nothing: a refusal, and an organisation that got its name wrong at first.
        let mut states = states.into_iter();
        for (i, mut state) in states.by_ref().take(8).enumerate() {
            if i % 2 == 0 {
                go_on(&db, state, Some(Outcome::Refused), [Some(1), None, None]).await;
            } else {
                state.organisation = "Karang Taruna Contoh 9".to_owned();
                go_on(&db, state, None, [Some(70), Some(60), Some(50)]).await;
            }
        }
        for year in years {
            let found = recipients(&db, &region(), "hibah", year, 50).await.unwrap();
            assert_eq!(found, added_up(&db, year).await, "{year:?}");
        }
        let all = recipients(&db, &region(), "hibah", None, 50).await.unwrap();
        assert!(all.iter().any(|one| one.organisation == "Karang Taruna Contoh 9" && one.cases == 4), "{all:?}");
        assert_eq!(recipients(&db, &region(), "hibah", None, 2).await.unwrap().len(), 2);
        assert_eq!(recipients(&db, &super::other_region(), "hibah", None, 50).await.unwrap(), []);
    })
    .await;
}
