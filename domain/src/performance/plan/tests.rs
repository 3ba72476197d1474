use super::*;
use crate::performance::{
    predicate::Level,
    tests::{at, day, rules, who},
};

fn rule() -> PlanRule {
    rules().plan.expect("plans")
}

fn id(n: u128) -> AimId {
    AimId(Uuid::from_u128(n))
}

fn aim(n: u128, result: &str, serves: Option<u128>) -> Aim {
    let indicator =
        Indicator { aspect: "kuantitas".into(), words: "Surat yang selesai disusun".into(), target: Some(120), unit: "surat".into() };
    Aim { id: id(n), result: result.into(), serves: serves.map(id), order: None, indicators: vec![indicator], codes: vec!["A01".into()] }
}

fn event(version: u32, by: u128, on: &str, what: PlanHappening) -> PlanEvent {
    PlanEvent { plan: PlanId(Uuid::from_u128(1)), version, at: at(on, 9, 0), by: None, staff: Some(who(by)), what }
}

fn begun(aims: Vec<Aim>) -> Plan {
    let what = PlanHappening::Begun { position: PositionKey("p".into()), year: 2026, aims };
    Plan::begin(&event(1, 1, "2026-01-05", what)).expect("a beginning")
}

fn agreed(aims: Vec<Aim>) -> Plan {
    let plan = begun(aims);
    let proposed = plan.propose(&rule(), None).expect("proposed");
    let plan = plan.after(&event(2, 1, "2026-01-06", proposed));
    let what = plan.answer(true, "").expect("agreed");
    plan.after(&event(3, 2, "2026-01-07", what))
}

#[test]
fn every_fault_is_said_at_its_aim() {
    let theirs = [aim(50, "Surat dinas terbit tepat waktu", None)];
    let mut loose = aim(2, "Surat dinas tersusun rapi", None);
    loose.indicators.clear();
    let mut vague = aim(3, "surat", Some(99));
    vague.indicators[0] = Indicator { aspect: "warna".into(), words: "banyak".into(), target: Some(0), unit: String::new() };
    let aims = [aim(1, "Surat dinas tersusun rapi", Some(50)), loose.clone(), vague];
    assert_eq!(
        check(&rule(), &aims, Some(&theirs)),
        [
            (Some(1), AimFault::Twice(0)),
            (Some(1), AimFault::NoIndicator),
            (Some(1), AimFault::ServesNothing),
            (Some(2), AimFault::ResultShort),
            (Some(2), AimFault::IndicatorShort),
            (Some(2), AimFault::NoAspect),
            (Some(2), AimFault::NoUnit),
            (Some(2), AimFault::ServesNone),
        ]
    );
    assert_eq!(check(&rule(), &[], None), [(None, AimFault::TooFew(1))]);
    // An order stands for what the superior's plan does not hold; where nobody above has a plan, nothing has to be served.
    loose.indicators = theirs[0].indicators.clone();
    loose.order = Some("800/12/2026".into());
    assert_eq!(check(&rule(), &[loose.clone()], Some(&theirs)), []);
    loose.order = None;
    assert_eq!(check(&rule(), &[loose], None), []);
}

#[test]
fn what_was_agreed_holds_until_the_next_edition_is() {
    let plan = begun(vec![aim(1, "Surat dinas tersusun rapi", None)]);
    assert_eq!(plan.answer(true, ""), Err(NoPlan::NotNow), "nothing was put to the superior");
    let proposed = plan.propose(&rule(), None).expect("proposed");
    let plan = plan.after(&event(2, 1, "2026-01-06", proposed));
    assert_eq!(plan.answer(false, "  "), Err(NoPlan::NoWords));
    let returned = plan.answer(false, "Target terlalu kecil").expect("returned");
    let plan = plan.after(&event(3, 2, "2026-01-07", returned));
    assert_eq!((plan.status, plan.why.as_deref(), plan.agreed.len()), (PlanStatus::Returned, Some("Target terlalu kecil"), 0));
    let again = plan.propose(&rule(), None).expect("again");
    let plan = plan.after(&event(4, 1, "2026-01-08", again));
    let plan = plan.clone().after(&event(5, 2, "2026-01-09", plan.answer(true, "").expect("agreed")));
    let written =
        PlanHappening::Written { aims: vec![aim(1, "Surat dinas terbit dalam sehari", None), aim(2, "Arsip surat tertata rapi", None)] };
    let changed = plan.after(&event(6, 1, "2026-05-04", written));
    assert_eq!((changed.status, changed.agreed[0].result.as_str()), (PlanStatus::Draft, "Surat dinas tersusun rapi"));
    assert_eq!(changed.aim_of("Z99"), Some(id(1)), "the only one that was agreed");
}

#[test]
fn an_activity_hangs_on_the_aim_that_names_it() {
    let mut other = aim(2, "Arsip surat tertata rapi", None);
    other.codes = vec!["A06".into()];
    let plan = agreed(vec![aim(1, "Surat dinas tersusun rapi", None), other]);
    assert_eq!((plan.aim_of("A06"), plan.aim_of("A01"), plan.aim_of("F01")), (Some(id(2)), Some(id(1)), None));
}

#[test]
fn an_aim_that_nobody_below_serves_is_a_task_without_anybody() {
    let head = agreed(vec![aim(50, "Surat dinas terbit tepat waktu", None), aim(51, "Arsip daerah tertata rapi", None)]);
    let below = begun(vec![aim(1, "Surat dinas tersusun rapi", Some(50))]);
    let left: Vec<AimId> = unserved(&head.agreed, &[&below]).iter().map(|a| a.id).collect();
    assert_eq!(left, [id(51)], "who writes it counts, agreed or not yet");
    assert_eq!(unserved(&head.agreed, &[]).len(), 2);
}

#[test]
fn a_year_is_assessed_aim_by_aim_and_the_matrix_gives_the_word() {
    let plan = agreed(vec![aim(1, "Surat dinas tersusun rapi", None), aim(2, "Arsip surat tertata rapi", None)]);
    let (rule, words) = (rule(), rules().predicates);
    let assess = |today: &str, standing: &Standing| plan.assess(&rule, &words, day(today), standing);
    let mut standing = Standing { behaviour: Some(Level::As), why: "Target tercapai".into(), ..Standing::default() };
    assert_eq!(assess("2026-11-30", &standing), Err(NoAssessment::TooEarly(day("2026-12-01"))));
    standing.aims.insert(id(1), Level::Above);
    assert_eq!(assess("2026-12-10", &standing), Err(NoAssessment::Missing(id(2))));
    standing.aims.insert(id(2), Level::Below);
    let PlanHappening::Assessed(done) = assess("2026-12-10", &standing).expect("assessed") else { panic!("not assessed") };
    assert_eq!((done.result, done.word.as_str()), (Level::Below, words.word(Level::Below, Level::As).unwrap().key.as_str()));
    standing.aims.insert(id(2), Level::Above);
    standing.behaviour = Some(Level::Above);
    let PlanHappening::Assessed(done) = assess("2026-12-10", &standing).expect("assessed") else { panic!("not assessed") };
    assert_eq!(done.word, words.words[0].key, "above in both is the best word");
    let end = plan.clone().after(&event(4, 2, "2026-12-10", PlanHappening::Assessed(done)));
    assert_eq!((end.is_writable(), end.assess(&rule, &words, day("2026-12-11"), &standing)), (false, Err(NoAssessment::NotNow)));
    standing.behaviour = None;
    assert_eq!(assess("2026-12-10", &standing), Err(NoAssessment::NoBehaviour));
}
