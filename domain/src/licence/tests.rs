use super::{Due, Licence, LicenceRule, Status, next_due};
use crate::{case::CaseState, rule::Facts, time::Day, time::Zone};
use serde_json::json;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rule() -> LicenceRule {
    toml::from_str(
        r#"
        paper = "izin"
        holder = "name"
        months = 60
        legal_base = "x"
        grace_days = 30
        expired = "expired"
        replaced = "replaced"
        notices = [
          { key = "first", before = 90, text = { id = "a", en = "a" }, begins_renewal = true },
          { key = "last", before = 7, text = { id = "b", en = "b" } },
        ]
        [[supervision]]
        key = "yearly"
        when = { "==" = [{ var = "judged.risk" }, "high"] }
        first_after = 30
        months = 6
        to = "visit"
        legal_base = "x"
        "#,
    )
    .unwrap()
}

fn state(told: &[&str], visits: &[(&str, &str)]) -> CaseState {
    let at = |d: &str| crate::time::Instant::at(day(d), 9, 0, Zone::Wib).millis();
    let visits: Vec<_> =
        visits.iter().map(|(stage, on)| json!({"stage": stage, "agency": null, "since": at(on), "due_on": null, "end": null})).collect();
    let licence = Licence {
        status: Status::InForce,
        since: day("2026-01-05"),
        from: day("2026-01-05"),
        until: Some(day("2031-01-04")),
        told: vec![],
    };
    let mut state: CaseState = serde_json::from_value(json!({
        "id": "018f0000-0000-7000-8000-000000000001", "version": 3, "changed": 3, "service": "s", "workflow": 1,
        "number": crate::number::CaseNumber::new("IZ", 2026, 1).unwrap().to_string(), "applicant": null, "submitted_at": at("2026-01-02"),
        "title": "", "organisation": "", "district": null, "affair": null, "fiscal_year": 2026, "stage": "terbit", "agency": null,
        "stage_since": at("2026-01-05"), "clock": null, "due_on": null, "promised_on": "2026-01-09", "returned_from": null,
        "returned_on": null, "rounds": 0, "items": [], "requested": null, "amounts": [], "answers": {}, "documents": [], "captured": {},
        "visits": visits, "decided_by": null, "outcome": "done", "closed_at": at("2026-01-05"),
    }))
    .unwrap();
    state.licence = Some(Licence { told: told.iter().map(|t| (*t).to_owned()).collect(), ..licence });
    state
}

fn next(state: &CaseState, risk: &str) -> Option<(String, String)> {
    let rule = rule();
    let facts = Facts::of(&json!({"judged": {"risk": risk}})).unwrap();
    next_due(&rule, state, &facts, Zone::Wib).map(|(on, due)| {
        let what = match due {
            Due::Told(notice) => notice.key.clone(),
            Due::Looked(look) => look.key.clone(),
            Due::Expired => "expired".to_owned(),
        };
        (on.to_string(), what)
    })
}

#[test]
fn its_holder_is_told_once_each_and_it_expires_after_its_grace() {
    let is = |told: &[&str]| next(&state(told, &[]), "low").unwrap();
    assert_eq!(is(&[]), ("2030-10-06".into(), "first".into()));
    assert_eq!(is(&["first"]), ("2030-12-28".into(), "last".into()));
    assert_eq!(is(&["first", "last"]), ("2031-02-04".into(), "expired".into()));
}

#[test]
fn what_is_risky_is_looked_at_again_and_again() {
    assert_eq!(next(&state(&[], &[]), "high"), Some(("2026-02-04".into(), "yearly".into())));
    assert_eq!(next(&state(&[], &[("visit", "2026-02-10")]), "high"), Some(("2026-08-10".into(), "yearly".into())));
    assert_eq!(next(&state(&[], &[("visit", "2025-02-10")]), "high").unwrap().0, "2026-02-04", "a look at the licence before it is none");
}

#[test]
fn what_is_over_is_not_in_force_whatever_is_on_record() {
    let licence = state(&[], &[]).licence.unwrap();
    assert_eq!(licence.on(day("2031-01-04")), Status::InForce, "its last day");
    assert_eq!(licence.on(day("2031-01-05")), Status::Expired);
    let revoked = Licence { status: Status::Revoked, ..licence.clone() };
    assert_eq!(revoked.on(day("2032-01-01")), Status::Revoked);
    let mut ended = state(&[], &[]);
    ended.licence = Some(revoked);
    assert_eq!(next(&ended, "high"), None);
    for status in Status::ALL {
        assert_eq!(Status::named(status.name()), Some(status));
    }
}
