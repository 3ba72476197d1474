//! Pages of cases: in order, without a case twice or left out, and narrowed as asked.
use super::cases::{commit, submit};
use crate::{
    made::{START, citizen, holder, region, submitted, today},
    moves::moved,
    on_both,
};
use domain::{
    case::Outcome,
    queue::{Order, Whose},
    time::Day,
};
use store::{
    Db, StoreError,
    cases::{self, ANY_DUE, CaseLine, Narrowed, PublicFilter},
    counts,
};
use uuid::Uuid;

/// Nothing narrowed, on the first day of the stories.
pub(super) fn everything<'a>() -> Narrowed<'a> {
    let at = (START, today());
    Narrowed { due: ANY_DUE, service: None, stage: None, held: false, whose: Whose::All, who: None, at }
}

/// A page of a desk's whole list.
async fn desk_page(db: &Db, holder: &str, after: Option<(i64, Uuid)>, limit: u32) -> Result<Vec<CaseLine>, StoreError> {
    cases::desk_page(db, &region(), holder, (&everything(), Order::Due), after, limit).await
}

fn serials(lines: &[CaseLine]) -> Vec<u32> {
    lines.iter().map(|line| line.number.serial()).collect()
}

#[tokio::test]
async fn a_desk_is_read_page_by_page() {
    on_both(async |db| {
        for n in 1..=25 {
            submit(&db, n).await;
        }
        let (_, gone) = submitted(4);
        let (event, after) = moved(&gone, "ditolak", "", Some(Outcome::Refused));
        commit(&db, Some(gone), after, event).await.unwrap();

        let mut seen = vec![];
        let mut last = None;
        loop {
            let page = desk_page(&db, "tu@tu", last, 10).await.unwrap();
            let Some(line) = page.last() else { break };
            last = Some((i64::from(line.due.unwrap().number()), line.id.0));
            seen.extend(serials(&page));
        }
        assert_eq!(seen, (1..=25).filter(|n| *n != 4).collect::<Vec<_>>());
        assert_eq!(desk_page(&db, "tu@dinsos", None, 10).await.unwrap(), []);

        let (_, state) = submitted(5);
        let line = desk_page(&db, "tu@tu", None, 4).await.unwrap().pop().unwrap();
        assert_eq!(line.title, state.title);
        assert_eq!((line.due, line.promised, line.version, line.outcome), (state.due_on, state.promised_on, 1, None));
        assert_eq!((line.submitted_at, line.stage_since, line.holder.as_str()), (state.submitted_at, state.stage_since, "tu@tu"));
    })
    .await;
}

#[tokio::test]
async fn a_desk_is_narrowed_and_ordered_as_asked() {
    on_both(async |db| {
        for n in 1..=30 {
            let (event, mut state) = submitted(n);
            // The later they came, the sooner they are due; one in seven has no term.
            state.due_on = (n % 7 != 0).then(|| today().plus_days(40 - i64::from(n)));
            state.stage = if n % 3 == 0 { "periksa" } else { "administrasi" }.to_owned();
            state.service = if n % 2 == 0 { "hibah" } else { "bansos" }.to_owned();
            commit(&db, None, state, event).await.unwrap();
        }
        let all = desk_page(&db, "tu@tu", None, 100).await.unwrap();
        let due = (today().plus_days(15).number(), today().plus_days(30).number());
        for order in [Order::Due, Order::Longest] {
            for (stage, service) in [(None, None), (Some("periksa"), None), (None, Some("hibah")), (Some("administrasi"), Some("bansos"))] {
                for due in [ANY_DUE, due] {
                    let mut wanted: Vec<_> = all
                        .iter()
                        .filter(|line| stage.is_none_or(|s| s == line.stage) && service.is_none_or(|s| s == line.service))
                        .filter(|line| (due.0..=due.1).contains(&line.due.map_or(i32::MAX, Day::number)))
                        .cloned()
                        .collect();
                    assert!(!wanted.is_empty());
                    if order == Order::Longest {
                        wanted.sort_by_key(|line| line.number.serial());
                    }
                    // Pages of four: nothing is left out or told twice.
                    let (mut seen, mut last) = (vec![], None);
                    loop {
                        let narrowed = Narrowed { due, service, stage, ..everything() };
                        let page = cases::desk_page(&db, &region(), "tu@tu", (&narrowed, order), last, 4).await.unwrap();
                        let Some(line) = page.last() else { break };
                        let at =
                            if order == Order::Due { i64::from(line.due.map_or(i32::MAX, Day::number)) } else { line.stage_since.millis() };
                        last = Some((at, line.id.0));
                        seen.extend(serials(&page));
                    }
                    assert_eq!(seen, serials(&wanted), "{order:?} {stage:?} {service:?} {due:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_case_without_a_term_comes_last_and_has_no_due_day() {
    on_both(async |db| {
        let (event, mut state) = submitted(1);
        state.due_on = None;
        commit(&db, None, state, event).await.unwrap();
        submit(&db, 2).await;
        let page = desk_page(&db, "tu@tu", None, 10).await.unwrap();
        assert_eq!(serials(&page), [2, 1]);
        assert_eq!(page[1].due, None);
        assert_eq!(counts::queues(&db, &region()).await.unwrap()[0].0.due, 0);
    })
    .await;
}

#[tokio::test]
async fn the_public_list_is_narrowed_and_paged() {
    on_both(async |db| {
        for n in 1..=30 {
            submit(&db, n).await;
        }
        let (_, first) = submitted(1);
        let (event, after) = moved(&first, "verifikasi", "dinsos", None);
        commit(&db, Some(first), after, event).await.unwrap();

        let page = async |filter: PublicFilter, after: Option<&CaseLine>| {
            let after = after.map(|line| (line.submitted_at.0, line.id.0));
            cases::public_page(&db, &region(), "hibah", &filter, after, 8).await.unwrap()
        };
        let all = page(PublicFilter::default(), None).await;
        assert_eq!(serials(&all), (23..=30).rev().collect::<Vec<_>>(), "newest first");
        assert_eq!(serials(&page(PublicFilter::default(), all.last()).await), (15..=22).rev().collect::<Vec<_>>());

        let taught = PublicFilter { affair: Some("pendidikan".to_owned()), ..PublicFilter::default() };
        assert_eq!(serials(&page(taught.clone(), None).await), [30, 27, 24, 21, 18, 15, 12, 9]);
        let next_year = PublicFilter { fiscal_year: Some(2027), ..taught.clone() };
        assert_eq!(serials(&page(next_year, None).await), [27, 21, 15, 9, 3]);
        let by_year = PublicFilter { fiscal_year: Some(2026), ..PublicFilter::default() };
        assert_eq!(serials(&page(by_year, None).await), [30, 28, 26, 24, 22, 20, 18, 16]);
        let checked = PublicFilter { stage: Some("verifikasi".to_owned()), ..PublicFilter::default() };
        assert_eq!(serials(&page(checked, None).await), [1]);

        let find = |text: &str| PublicFilter { find: Some(text.to_owned()), ..PublicFilter::default() };
        assert_eq!(serials(&page(find(" ANGKATAN 29 "), None).await), [29], "in any case, at either end");
        assert_eq!(serials(&page(find("contoh 17 %"), None).await), [17], "a percent sign means itself");
        assert_eq!(serials(&page(find("contoh%fiktif"), None).await), [0; 0]);
        assert_eq!(serials(&page(find("con_oh"), None).await), [0; 0]);
        let taught_and_named = PublicFilter { find: Some("menjahit".to_owned()), ..taught };
        assert_eq!(serials(&page(taught_and_named, None).await), [30, 27, 24, 21, 18, 15, 12, 9], "what narrows, narrows together");
        assert_eq!(cases::public_page(&db, &region(), "izin", &PublicFilter::default(), None, 8).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_citizen_sees_their_own() {
    on_both(async |db| {
        for n in 1..=15 {
            submit(&db, n).await;
        }
        assert_eq!(serials(&cases::own(&db, &region(), citizen(1), 10).await.unwrap()), [15, 8, 1]);
        assert_eq!(serials(&cases::own(&db, &region(), citizen(1), 2).await.unwrap()), [15, 8]);
    })
    .await;
}

#[tokio::test]
async fn the_oldest_of_each_stage_is_known() {
    on_both(async |db| {
        for n in 3..=6 {
            submit(&db, n).await;
        }
        let (_, state) = submitted(3);
        let (event, after) = moved(&state, "verifikasi", "dinsos", None);
        assert_eq!(holder(&after), "tu@dinsos");
        commit(&db, Some(state), after.clone(), event).await.unwrap();
        let (_, waiting) = submitted(4);
        assert_eq!(
            counts::oldest(&db, &region()).await.unwrap(),
            [
                ("hibah".to_owned(), "administrasi".to_owned(), waiting.stage_since),
                ("hibah".to_owned(), "verifikasi".to_owned(), after.stage_since)
            ]
        );
    })
    .await;
}
