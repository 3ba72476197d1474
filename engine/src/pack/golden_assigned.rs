//! Who works on a case, by the rules of the shipped packs: taken, given on, taken over, divided, put aside, and back with who
//! asked for a correction.
use super::golden::{PACK, Run, person};
use domain::{
    case::{self, CaseState, Event, Handing, Happening, Refusal},
    people::{AccountId, Person},
    time::{Day, Instant},
};
use uuid::Uuid;

const LEASE: u32 = 60;

/// A colleague with the same posts.
fn colleague(of: &Person) -> Person {
    Person {
        account: AccountId(Uuid::from_u64_pair(77, of.account.0.as_u64_pair().1)),
        name: "Rekan Rekaan".into(),
        posts: of.posts.clone(),
    }
}

fn later(at: Instant, minutes: i64) -> Instant {
    at.plus_ms(minutes * 60_000)
}

fn after(state: &CaseState, event: &Event) -> CaseState {
    let mut state = state.clone();
    state.apply(event);
    state
}

#[test]
fn a_case_is_kept_from_colleagues_until_the_lease_ends_or_a_reason_is_given() {
    let run = Run::begin();
    let (tu, at) = (person("tu", None), run.at());
    let other = colleague(&tu);
    let taken = after(&run.state, &case::take(&PACK, &run.state, &tu, "", LEASE, at).unwrap());
    assert_eq!((taken.worked_by(at), taken.changed), (Some(tu.account), run.state.changed), "no page is stale because of it");

    // The colleague sees no decision and can't take one; the one who has it can, and so can the applicant withdraw.
    assert!(case::offers(&PACK, &taken, &other, at).is_empty());
    assert!(!case::offers(&PACK, &taken, &tu, at).is_empty());
    let tried = case::act(&PACK, &taken, &other, "complete", &case::Input { seen: taken.version, ..case::Input::default() }, at);
    assert!(matches!(tried, Err(Refusal::TakenBy)), "{tried:?}");
    assert!(matches!(case::take(&PACK, &taken, &other, " ", LEASE, at), Err(Refusal::TakenBy)));
    let over = case::take(&PACK, &taken, &other, "Sakit mendadak", LEASE, at).unwrap();
    assert!(matches!(&over.what, Happening::Assigned { how: Handing::TakenOver, reason: Some(why), .. } if why == "Sakit mendadak"));

    // It runs out by itself; taken again it is there for as long again; given back it is anybody's.
    let ended = later(at, i64::from(LEASE));
    assert_eq!((taken.worked_by(later(at, 59)), taken.worked_by(ended)), (Some(tu.account), None));
    assert!(!case::offers(&PACK, &taken, &other, ended).is_empty());
    let again = after(&taken, &case::take(&PACK, &taken, &tu, "", LEASE, later(at, 30)).unwrap());
    assert_eq!(again.worked_by(ended), Some(tu.account));
    assert!(matches!(case::let_go(&PACK, &again, &other, at), Err(Refusal::TakenBy)));
    assert_eq!(after(&again, &case::let_go(&PACK, &again, &tu, at).unwrap().unwrap()).worked_by(at), None);
    assert_eq!(case::let_go(&PACK, &run.state, &tu, at).unwrap(), None, "a second tap changes nothing");

    // A role that has nothing to do here takes nothing, and nobody takes their own.
    assert!(matches!(case::take(&PACK, &run.state, &person("opd", Some("disdik")), "", LEASE, at), Err(Refusal::NotYourRole { .. })));
    let own = Person { account: run.state.applicant.unwrap(), ..tu };
    assert!(matches!(case::take(&PACK, &run.state, &own, "", LEASE, at), Err(Refusal::OwnCase)));
}

#[test]
fn a_case_is_given_to_who_may_decide_it() {
    let run = Run::begin();
    let (tu, chief, at) = (person("tu", None), person("kabag-tu", None), run.at());
    let (other, stranger) = (colleague(&tu), person("bendahara", None));
    let given = after(&run.state, &case::hand_over(&PACK, &run.state, &tu, &other, "", at).unwrap());
    assert_eq!(given.worked_by(later(at, 10_000)), Some(other.account), "what is given has no end");
    assert!(matches!(case::hand_over(&PACK, &run.state, &tu, &stranger, "", at), Err(Refusal::CantTake)));
    assert!(matches!(case::hand_over(&PACK, &given, &tu, &tu, "Saya saja", at), Err(Refusal::TakenBy)), "it is another's now");

    // Who divides the work needs no post at the desk, and a reason.
    assert!(case::may_divide(&PACK, &given, &chief) && !case::may_work(&PACK, &given, &chief) && !case::may_divide(&PACK, &given, &tu));
    assert!(matches!(case::hand_over(&PACK, &given, &chief, &tu, "", at), Err(Refusal::Invalid { .. })));
    let back = case::hand_over(&PACK, &given, &chief, &tu, "Cuti", at).unwrap();
    assert!(matches!(&back.what, Happening::Assigned { how: Handing::Reassigned, to: Some(to), .. } if *to == tu.account));
    assert_eq!(back.actor.role.as_ref().map(|r| r.0.as_str()), Some("kabag-tu"));
    assert!(matches!(case::hand_over(&PACK, &given, &person("opd", Some("disdik")), &tu, "Cuti", at), Err(Refusal::NotYourRole { .. })));
    // What was given stays given, however often it is opened.
    let opened = after(&given, &case::take(&PACK, &given, &other, "", LEASE, at).unwrap());
    assert_eq!(opened.assignee.unwrap().until, None);
}

#[test]
fn a_hold_ends_before_the_term_does() {
    let run = Run::begin();
    let (tu, at) = (person("tu", None), run.at());
    let (today, due) = (at.day(PACK.zone()), run.state.due_on.unwrap());
    let hold = |day: Day, why: &str| case::hold(&PACK, &run.state, &tu, Some(day), why, at);
    assert!(matches!(hold(today, "Menunggu surat"), Err(Refusal::Invalid { .. })));
    assert!(matches!(hold(due.plus_days(1), "Menunggu surat"), Err(Refusal::HeldTooLong { last }) if last == due));
    assert!(matches!(hold(due, ""), Err(Refusal::Invalid { .. })));
    let held = after(&run.state, &hold(due, "Menunggu surat").unwrap());
    assert!(held.is_held_on(today) && !held.is_held_on(due));
    assert_eq!((held.due_on, &held.clock), (run.state.due_on, &run.state.clock), "the clock goes on");
    let up = after(&held, &case::hold(&PACK, &held, &tu, None, "", at).unwrap());
    assert!(!up.is_held_on(today));
    let taken = after(&held, &case::take(&PACK, &held, &colleague(&tu), "", LEASE, at).unwrap());
    assert!(matches!(case::hold(&PACK, &taken, &tu, None, "", at), Err(Refusal::TakenBy)));
}

#[test]
fn who_asked_for_a_correction_gets_it_back_and_the_next_desk_begins_anew() {
    let mut run = Run::begin();
    let (tu, at) = (person("tu", None), run.at());
    let taken = case::take(&PACK, &run.state, &tu, "", LEASE, at).unwrap();
    run.apply(&taken);
    let held = case::hold(&PACK, &run.state, &tu, run.state.due_on, "Menunggu surat", at).unwrap();
    run.apply(&held);
    let mut returned = run.state.clone();
    returned.apply(&run.attempt("return", &[], None).unwrap());
    assert_eq!((returned.assignee, returned.gets_back, returned.held_until), (None, Some(tu.account), None));
    run.goes("complete", &[]);
    assert_eq!((run.state.assignee, run.state.gets_back, run.state.held_until), (None, None, None));
}

#[test]
fn a_correction_goes_back_to_who_asked_for_it_whoever_worked_on_it() {
    let run = Run::begin();
    let (tu, at) = (person("tu", None), run.at());
    // A colleague's lease has run out: the case is anybody's, and it was this one who asked.
    let mut state = after(&run.state, &case::take(&PACK, &run.state, &colleague(&tu), "", 1, at.plus_ms(-120_000)).unwrap());
    assert_eq!(state.worked_by(at), None);
    state.apply(&run.attempt("return", &[], None).unwrap());
    assert_eq!((state.assignee, state.gets_back), (None, Some(tu.account)));
}

#[test]
fn whoever_stands_aside_lets_go_of_the_case() {
    let mut run = Run::begin();
    run.reach_evaluation();
    let (evaluator, at) = (person("opd", Some("disdik")), run.at());
    let taken = case::take(&PACK, &run.state, &evaluator, "", LEASE, at).unwrap();
    run.apply(&taken);
    assert_eq!(run.state.worked_by(at), Some(evaluator.account));
    run.goes("recuse", &[("recusal_cause", "Saudara ketua organisasi")]);
    assert_eq!((run.state.assignee, run.state.gets_back), (None, None), "or nobody could take it until the lease ends");
}
