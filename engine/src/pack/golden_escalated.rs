//! What happens as a term runs out, by the shipped packs: the chain that is told, step by step and once each, a longer term with its
//! reason, and silence that decides where an article says so.
use super::golden::{PACK, Run, person};
use domain::{
    case::{self, CaseState, Happening, Refusal},
    pack::{Pack, check},
    people::Actor,
    time::Day,
    workflow::{Effect, Timer},
};

fn due(state: &CaseState, day: Day) -> Vec<&'static str> {
    case::due_steps(&PACK, state, day).into_iter().map(|step| step.key.as_str()).collect()
}

#[test]
fn the_chain_is_told_step_by_step_and_each_step_once() {
    let mut run = Run::begin();
    let calendar = PACK.calendar();
    let (clock, last) = (run.state.clock.clone().unwrap(), run.state.due_on.unwrap());
    let since = run.state.stage_since.day(PACK.zone());
    // Four fifths of five working days are four; a day before that nobody is told.
    let warned = calendar.add_workdays(since, clock.limit.div_ceil(5) * 4);
    assert_eq!((due(&run.state, since), due(&run.state, warned.plus_days(-1))), (vec![], vec![]));
    assert_eq!((due(&run.state, warned), due(&run.state, last)), (vec!["warn"], vec!["warn"]));
    let late = |days: u32| calendar.add_workdays(last, days);
    assert_eq!(due(&run.state, late(1)), ["warn", "head"]);
    assert_eq!(due(&run.state, late(3)), ["warn", "head", "secretary"]);
    assert_eq!(due(&run.state, late(7)), ["warn", "head", "secretary", "overseer"]);

    // What was said is not said again; the applicant reads it once the term is over, and no page is stale because of it.
    run.today = late(1);
    for step in case::due_steps(&PACK, &run.state.clone(), run.today) {
        let event = case::escalate(&run.state, step, run.at());
        assert!(matches!(&event.what, Happening::Escalated { late, .. } if *late == (step.key == "head")));
        assert_eq!((event.is_of_the_desk(), event.changes_the_case(), &event.actor), (step.key == "warn", false, &Actor::system()));
        run.apply(&event);
    }
    assert_eq!(due(&run.state, run.today), [""; 0]);
    assert_eq!(due(&run.state, late(3)), ["secretary"]);

    // The next desk begins anew, and nobody is told while the applicant has it.
    let back = run.attempt("return", &[], None).unwrap();
    run.apply(&back);
    assert_eq!((&run.state.escalated, due(&run.state, run.today.plus_days(90))), (&vec![], vec![]));
}

#[test]
fn a_term_is_extended_once_with_a_reason_and_the_promise_moves_with_it() {
    let mut run = Run::begin();
    let tu = person("tu", None);
    assert!(matches!(case::extend(&PACK, &run.state, &tu, 3, "Banyak", run.at()), Err(Refusal::NoExtension { most: 0 })));
    run.reach_evaluation();
    let (opd, at) = (person("opd", Some("disdik")), run.at());
    let extend = |days: u32, why: &str| case::extend(&PACK, &run.state, &opd, days, why, at);
    assert!(matches!(extend(0, "Banjir"), Err(Refusal::NoExtension { most: 7 })));
    assert!(matches!(extend(8, "Banjir"), Err(Refusal::NoExtension { most: 7 })));
    assert!(matches!(extend(5, " "), Err(Refusal::Invalid { .. })));
    assert!(matches!(case::extend(&PACK, &run.state, &tu, 5, "Banjir", at), Err(Refusal::NotYourRole { .. })));
    let event = extend(5, "Jalan ke lokasi terendam banjir").unwrap();
    assert!(!event.is_of_the_desk(), "the applicant reads why");
    let (before, calendar) = (run.state.clone(), PACK.calendar());
    run.apply(&event);
    assert_eq!(run.state.due_on, Some(calendar.add_workdays(before.due_on.unwrap(), 5)));
    assert_eq!(run.state.promised_on, calendar.add_workdays(before.promised_on, 5));
    assert_eq!(run.state.changed, before.changed, "no page is stale");
    assert!(matches!(case::extend(&PACK, &run.state, &opd, 1, "Lagi", run.at()), Err(Refusal::NoExtension { most: 0 })));
}

/// The shipped pack with silence that leads from the first stage to `to`.
fn silent(effect: Effect, to: &str, legal_base: &str) -> Pack {
    let mut pack = PACK.clone();
    let service = pack.services.iter_mut().find(|s| s.key == "hibah-uang").unwrap();
    let stage = service.workflows[0].stages.iter_mut().find(|s| s.key == "registry_check").unwrap();
    stage.timers.push(Timer {
        key: "silence".into(),
        after: 1,
        notice: domain::text::Text::new("Dianggap lengkap karena petugas diam.", "Counts as complete, for the office was silent."),
        to: Some(to.to_owned()),
        effect,
        legal_base: legal_base.to_owned(),
    });
    pack
}

#[test]
fn silence_decides_either_way_where_an_article_says_so() {
    let run = Run::begin();
    let day = run.state.due_on.unwrap().plus_days(1);
    for (effect, to, ends) in [(Effect::Advance, "mayor_disposition", false), (Effect::Refuse, "rejected", true)] {
        let pack = silent(effect, to, "UU 30/2014 Pasal 53");
        assert_eq!(check(&pack), []);
        let timer = case::due_timers(&pack, &run.state, day)[0];
        let event = case::fire(&pack, &run.state, timer, domain::time::Instant::at(day, 5, 0, pack.zone())).unwrap();
        assert_eq!((&event.actor, event.is_decision()), (&Actor::system(), false));
        let mut after = run.state.clone();
        after.apply(&event);
        assert_eq!((after.stage.as_str(), after.outcome.is_some()), (to, ends));
        assert!(!case::due_timers(&pack, &run.state, run.state.due_on.unwrap()).iter().any(|t| t.key == "silence"), "not on its last day");
    }
    let found = check(&silent(Effect::Advance, "mayor_disposition", "usulan, belum diatur"));
    assert!(found.len() == 1 && found[0].what.contains("silence decides only where the law says so"), "{found:?}");
    let found = check(&silent(Effect::Note, "mayor_disposition", "UU 30/2014 Pasal 53"));
    assert!(found.iter().any(|f| f.what.contains("silence lapses, grants or refuses")), "{found:?}");
}
