//! A case is found by the words of its answers, and by a whole private answer; at the desks asked for, and in this region.
use super::{
    bulk::{in_bulk, whole},
    cases::commit,
    lists::everything,
};
use crate::{
    made::{region, submitted},
    on_both, other_region,
};
use domain::{case::CaseState, queue::Order};
use std::collections::BTreeSet;
use store::{
    Db,
    bulk::BulkCase,
    cases::Narrowed,
    find::{self, Found, Said, Sought},
};

/// Every case has a word of its own and one that all have; one in ten has a third.
fn said(case: &CaseState) -> Said {
    let n = case.number.serial();
    let mut words: BTreeSet<String> = [format!("anyam{n}"), "jalan".to_owned()].into();
    if n.is_multiple_of(10) {
        words.insert("mawar".to_owned());
    }
    Said { alike: vec![("person".to_owned(), vec![u8::try_from(n % 4).unwrap(); 32])], words }
}

async fn fill(db: &Db, cases: u32) {
    let cases = (1..=cases).map(whole).map(|case| BulkCase { said: said(&case.after), ..case }).collect();
    in_bulk(db, cases).await.unwrap();
}

fn sought(words: &[&str]) -> Sought {
    Sought { words: words.iter().map(|w| (*w).to_owned()).collect(), whole: vec![] }
}

async fn found(db: &Db, sought: &Sought, holders: Option<&[String]>) -> Found {
    find::cases(db, &region(), sought, holders, &everything(), Order::Due, 500).await.unwrap()
}

fn serials(found: &Found) -> Vec<u32> {
    let mut serials: Vec<_> = found.lines.iter().map(|line| line.number.serial()).collect();
    serials.sort_unstable();
    serials
}

#[tokio::test]
async fn every_word_has_to_begin_one_of_the_cases_words() {
    on_both(async |db| {
        fill(&db, 60).await;
        let of = async |words: &[&str]| serials(&found(&db, &sought(words), None).await);
        assert_eq!(of(&["mawar"]).await, [10, 20, 30, 40, 50, 60]);
        assert_eq!(of(&["jal", "maw", "anyam2"]).await, [20]);
        assert_eq!(of(&["anyam2"]).await, [2, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
        assert_eq!(of(&["jalan"]).await.len(), 60);
        assert!(of(&["mawar", "anyam3"]).await == [30] && of(&["melati"]).await.is_empty() && of(&["awar"]).await.is_empty());
        // Nothing is asked in the language of patterns.
        assert!(of(&["%"]).await.is_empty() && of(&["mawar_"]).await.is_empty() && of(&["'"]).await.is_empty());
        let elsewhere = find::cases(&db, &other_region(), &sought(&["jalan"]), None, &everything(), Order::Due, 500).await.unwrap();
        assert_eq!(elsewhere, Found::default());
    })
    .await;
}

#[tokio::test]
async fn a_whole_private_answer_finds_who_gave_it() {
    on_both(async |db| {
        fill(&db, 40).await;
        let whole = |n: u8| Sought { words: vec![], whole: vec![("person".to_owned(), vec![n; 32])] };
        assert_eq!(serials(&found(&db, &whole(3), None).await), (1..=40).filter(|n| n % 4 == 3).collect::<Vec<_>>());
        assert_eq!(found(&db, &whole(9), None).await, Found::default());
        // A number may be a word too: then both are meant.
        let either = Sought { words: vec!["mawar".to_owned()], ..whole(3) };
        assert_eq!(serials(&found(&db, &either, None).await), (1..=40).filter(|n| n % 4 == 3 || n % 10 == 0).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_desk_finds_its_own_and_the_region_what_has_ended_too() {
    on_both(async |db| {
        // Of these every third has ended.
        fill(&db, 30).await;
        let (event, state) = submitted(31);
        commit(&db, None, state.clone(), event).await.unwrap();
        let words = said(&state);
        db.write_in(&region(), move |tx| Box::pin(async move { find::replace(tx, &region(), state.id, &words, false).await }))
            .await
            .unwrap();

        let (tu, dinsos) = (["tu@tu".to_owned()], ["tu@dinsos".to_owned()]);
        assert_eq!(serials(&found(&db, &sought(&["jalan"]), Some(&tu)).await), [31]);
        let open = found(&db, &sought(&["jalan"]), Some(&dinsos)).await;
        assert_eq!(serials(&open), (1..=30).filter(|n| n % 3 != 0).collect::<Vec<_>>());
        let both = found(&db, &sought(&["jalan"]), Some(&[dinsos[0].clone(), tu[0].clone()])).await;
        assert_eq!(both.lines.len(), 21);

        let all = found(&db, &sought(&["jalan"]), None).await;
        assert_eq!(all.lines.len(), 31);
        let ended = all.lines.iter().position(|line| line.outcome.is_some()).unwrap();
        assert!(all.lines.iter().skip(ended).all(|line| line.outcome.is_some()), "what has ended comes last");
        let narrowed = Narrowed { stage: Some("administrasi"), ..everything() };
        let one = find::cases(&db, &region(), &sought(&["jalan"]), None, &narrowed, Order::Longest, 500).await.unwrap();
        assert_eq!(serials(&one), [31]);
        let few = find::cases(&db, &region(), &sought(&["jalan"]), None, &everything(), Order::Due, 5).await.unwrap();
        assert_eq!(few.lines, all.lines[..5]);
    })
    .await;
}

#[tokio::test]
async fn changed_answers_change_what_a_case_is_found_by() {
    on_both(async |db| {
        fill(&db, 12).await;
        let case = found(&db, &sought(&["anyam10"]), None).await.lines[0].id;
        let new = Said { words: ["kenanga".to_owned()].into(), ..Said::default() };
        db.write_in(&region(), move |tx| Box::pin(async move { find::replace(tx, &region(), case, &new, false).await })).await.unwrap();
        assert_eq!(serials(&found(&db, &sought(&["kenanga"]), None).await), [10]);
        assert!(found(&db, &sought(&["mawar"]), None).await.lines.is_empty());
    })
    .await;
}

#[tokio::test]
async fn words_that_all_cases_have_say_that_not_all_were_looked_at() {
    // One engine is enough: what is counted and cut is the same statement.
    crate::engines::on_sqlite(async |db| {
        fill(&db, 4_100).await;
        assert!(found(&db, &sought(&["jalan"]), None).await.cut);
        let rare = found(&db, &sought(&["jalan", "anyam4099"]), None).await;
        assert_eq!((serials(&rare), rare.cut), (vec![4_099], false), "the rarest word leads");
    })
    .await;
}
