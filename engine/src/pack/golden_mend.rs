//! What a returned case takes from its applicant, and who may look at sealed answers meanwhile.
use super::golden::{PACK, Run, person, service};
use domain::{
    case::{Event, Happening, Refusal, ReturnItem, amend, may_reveal, reveal},
    form::Answers,
};

/// A case that was returned for one field.
fn returned_for(field: &str) -> Run {
    let mut run = Run::begin();
    run.goes("return", &[]);
    let label = service().form.field(field).unwrap().label.clone();
    run.state.items = vec![ReturnItem { field: field.to_owned(), label, reason: "Perjelas".to_owned(), due_on: None }];
    run
}

fn typed(pairs: &[(&str, &str)]) -> Answers {
    Answers::from_pairs(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())), 50)
}

fn mended(run: &Run, answers: &Answers) -> Event {
    amend(&PACK, service(), &run.state, answers, &run.state.documents, run.at()).unwrap()
}

#[test]
fn only_what_was_asked_for_is_taken() {
    let mut run = returned_for("title");
    let event = mended(
        &run,
        &typed(&[("title", "Kelas membaca yang lebih jelas"), ("account_holder", "Orang Lain"), ("leader_nik", "9999010101900001")]),
    );
    let Happening::Amended { changed, .. } = &event.what else { panic!("{event:?}") };
    assert_eq!(changed, &["title"]);
    let before = run.state.answers.clone();
    run.apply(&event);
    assert_eq!(run.state.answers.text("account_holder"), before.text("account_holder"));
    assert_eq!(run.state.answers.text("leader_nik"), before.text("leader_nik"));
}

#[test]
fn lists_show_a_mended_case_as_it_is_now() {
    let mut run = returned_for("title");
    let asked = run.state.requested;
    let event = mended(&run, &typed(&[("title", "Kelas membaca yang lebih jelas")]));
    run.apply(&event);
    assert_eq!(run.state.title, "Kelas membaca yang lebih jelas");
    assert_eq!((run.state.requested, asked.is_some()), (asked, true), "what was not mended stays");

    let mut run = returned_for("budget");
    let rows = run.state.answers.rows("budget").to_vec();
    let keys: Vec<_> = rows[0].keys().cloned().collect();
    let mut pairs: Vec<(String, String)> = keys.iter().map(|k| (format!("budget.0.{k}"), rows[0][k].clone())).collect();
    pairs.iter_mut().filter(|(k, _)| k.ends_with("price")).for_each(|(_, v)| *v = "100.000".to_owned());
    let event = amend(&PACK, service(), &run.state, &Answers::from_pairs(pairs, 50), &run.state.documents, run.at()).unwrap();
    let before = run.state.requested.unwrap();
    run.apply(&event);
    let now = run.state.requested.unwrap();
    assert!(now < before, "{now} {before}");
    assert_eq!(run.state.amounts[0].rupiah, now, "the ladder's first rung is what is asked for");
}

#[test]
fn only_who_holds_the_case_opens_sealed_answers() {
    let run = Run::begin();
    let look = |role: &str, agency: Option<&str>| reveal(&PACK, &run.state, &person(role, agency), "leader_nik", run.at());
    let holder = run.holder().map(str::to_owned);
    assert!(look("tu", holder.as_deref()).is_ok());
    for (role, agency) in [("bendahara", Some("bpka")), ("admin", None), ("inspektorat", None), ("tu", Some("disdik"))] {
        assert!(matches!(look(role, agency), Err(Refusal::NotYourRole { .. })), "{role}");
        assert!(!may_reveal(&PACK, &run.state, &person(role, agency)), "{role}");
    }
    let mut own = run.state.clone();
    let officer = person("tu", holder.as_deref());
    own.applicant = Some(officer.account);
    assert_eq!(reveal(&PACK, &own, &officer, "leader_nik", run.at()), Err(Refusal::OwnCase));
}

#[test]
fn looking_makes_no_colleagues_page_stale() {
    let mut run = Run::begin();
    let seen = run.state.version;
    let officer = person("tu", run.holder());
    let event = reveal(&PACK, &run.state, &officer, "leader_nik", run.at()).unwrap();
    run.apply(&event);
    assert!(run.state.version > seen && run.state.is_as_seen(seen));
    run.goes("return", &[]);
    assert!(!run.state.is_as_seen(seen), "a decision does");
    assert!(!run.state.is_as_seen(run.state.version + 1), "nobody has seen what is still to come");
}
