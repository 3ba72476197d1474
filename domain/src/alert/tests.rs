use super::*;
use crate::text::Text;

fn rule(what: Watched, from: i64, by: By) -> AlertRule {
    let text = Text::new("Contoh", "Example");
    let (key, level) = (format!("{what:?}"), Level::Bad);
    AlertRule { key, label: text.clone(), what, from, level, by, service: None, stage: None, advice: text, legal_base: None }
}

fn stage(service: &str, stage: &str, open: i64, overdue: i64, oldest: i64) -> StageSeen {
    StageSeen { service: service.into(), stage: stage.into(), open, overdue, oldest }
}

fn seen() -> Seen {
    Seen {
        stages: vec![stage("hibah", "periksa", 10, 2, 5), stage("hibah", "putus", 3, 0, 30), stage("izin", "periksa", 4, 1, 2)],
        idle: BTreeMap::from([("hibah".to_owned(), 4), ("izin".to_owned(), 1)]),
        answers: (100, 3),
        silent: BTreeMap::from([("sungai".to_owned(), 20)]),
    }
}

fn raised(rule: &AlertRule) -> Vec<(String, i64)> {
    judge(std::slice::from_ref(rule), &seen()).into_iter().map(|raised| (raised.subject, raised.value)).collect()
}

#[test]
fn a_rule_raises_what_reaches_its_figure_once_for_each_group() {
    let of = |what, from, by| raised(&rule(what, from, by));
    let pairs = |list: &[(&str, i64)]| list.iter().map(|(s, n)| ((*s).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(of(Watched::Overdue, 1, By::Stage), pairs(&[("hibah/periksa", 2), ("izin/periksa", 1)]));
    assert_eq!(of(Watched::Overdue, 2, By::Service), pairs(&[("hibah", 2)]));
    assert_eq!(of(Watched::Overdue, 3, By::Region), pairs(&[("", 3)]));
    assert_eq!(of(Watched::Queue, 11, By::Service), pairs(&[("hibah", 13)]));
    assert_eq!(of(Watched::OldestAge, 6, By::Region), pairs(&[("", 30)]), "ages don't add up");
    assert_eq!(of(Watched::NoMovement, 3, By::Service), pairs(&[("hibah", 4)]));
    assert_eq!(of(Watched::NoMovement, 2, By::Region), [], "one service moves");
    assert_eq!(of(Watched::ErrorRate, 3, By::Region), pairs(&[("", 3)]));
    assert_eq!(of(Watched::StaleSource, 15, By::Region), pairs(&[("sungai", 20)]));
    let narrowed = AlertRule { service: Some("hibah".into()), stage: Some("putus".into()), ..rule(Watched::Queue, 1, By::Stage) };
    assert_eq!(raised(&narrowed), pairs(&[("hibah/putus", 3)]));
}

#[test]
fn few_answers_say_nothing_and_an_empty_queue_may_rest() {
    let few = Seen { answers: (ANSWERS - 1, ANSWERS - 1), ..Seen::default() };
    assert_eq!(judge(&[rule(Watched::ErrorRate, 1, By::Region)], &few), []);
    let new = Seen { stages: vec![stage("hibah", "periksa", 1, 0, 0)], idle: BTreeMap::from([("hibah".to_owned(), 9)]), ..Seen::default() };
    assert_eq!(judge(&[rule(Watched::NoMovement, 1, By::Service)], &new), [], "what came today waits for nobody's fault");
    let empty = Seen { idle: BTreeMap::from([("hibah".to_owned(), 9)]), ..Seen::default() };
    assert_eq!(judge(&[rule(Watched::NoMovement, 1, By::Service), rule(Watched::NoMovement, 1, By::Region)], &empty), []);
}

#[test]
fn what_is_open_goes_on_and_what_is_over_closes() {
    let raised = |rule: &str, subject: &str, value| Raised { rule: rule.into(), subject: subject.into(), level: Level::Warn, value };
    let alert = |n: u128, raised| Alert {
        id: Uuid::from_u128(n),
        raised,
        opened_at: Instant(0),
        acked: None,
        snoozed_until: None,
        incident: None,
        closed_at: None,
    };
    let open = [alert(1, raised("a", "x", 2)), alert(2, raised("a", "y", 2)), alert(3, raised("b", "x", 2))];
    let (new, figures, over) = compare(&open, &[raised("a", "x", 2), raised("b", "x", 5), raised("b", "y", 1)]);
    assert_eq!((new, figures, over), (vec![raised("b", "y", 1)], vec![(Uuid::from_u128(3), 5)], vec![Uuid::from_u128(2)]));
    assert_eq!(compare(&[], &[]), (vec![], vec![], vec![]));
}

#[test]
fn an_alert_is_quiet_for_a_time_and_then_calls_again() {
    let raised = Raised { rule: "a".into(), subject: String::new(), level: Level::Bad, value: 1 };
    let id = Uuid::from_u128(1);
    let alert = Alert { id, raised, opened_at: Instant(0), acked: None, snoozed_until: Some(Instant(10)), incident: None, closed_at: None };
    assert_eq!((alert.calls(Instant(9), false), alert.calls(Instant(10), false)), (Call::Quiet, Call::Calls));
    assert_eq!(alert.calls(Instant(10), true), Call::Quiet, "while something is maintained");
    let tended = Alert { acked: Some((AccountId(id), Instant(1))), ..alert.clone() };
    assert_eq!((tended.calls(Instant(5), false), tended.calls(Instant(20), false)), (Call::Quiet, Call::Tended));
    assert_eq!(Alert { closed_at: Some(Instant(3)), ..tended }.calls(Instant(20), false), Call::Over);
}
