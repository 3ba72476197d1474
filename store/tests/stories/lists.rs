//! Pages of cases: in order, without a case twice or left out, and narrowed as asked.
use super::cases::{commit, submit};
use crate::{
    made::{citizen, holder, region, submitted},
    moves::moved,
    on_both,
};
use domain::case::Outcome;
use store::{
    cases::{self, CaseLine, PublicFilter},
    counts,
};

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
            let page = cases::desk_page(&db, &region(), "tu@tu", last, 10).await.unwrap();
            let Some(line) = page.last() else { break };
            last = Some((line.due.unwrap().number(), line.id.0));
            seen.extend(serials(&page));
        }
        assert_eq!(seen, (1..=25).filter(|n| *n != 4).collect::<Vec<_>>());
        assert_eq!(cases::desk_page(&db, &region(), "tu@dinsos", None, 10).await.unwrap(), []);

        let (_, state) = submitted(5);
        let line = cases::desk_page(&db, &region(), "tu@tu", None, 4).await.unwrap().pop().unwrap();
        assert_eq!(line.title, state.title);
        assert_eq!((line.due, line.promised, line.version, line.outcome), (state.due_on, state.promised_on, 1, None));
        assert_eq!((line.submitted_at, line.stage_since, line.holder.as_str()), (state.submitted_at, state.stage_since, "tu@tu"));
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
        let page = cases::desk_page(&db, &region(), "tu@tu", None, 10).await.unwrap();
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
