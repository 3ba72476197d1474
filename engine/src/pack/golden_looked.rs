//! Scripts of what somebody must have looked at: cases that are alike, an interest of one's own, the name under an agreement, the
//! day on which a rule holds.
use super::golden::{PACK, PAPERS, PLAN, Run, day, person, proposal};
use domain::{
    case::{Ask, Refusal, compare, may_reveal, offers},
    form::{Fault, Kind},
    number::CaseNumber,
    people::AccountId,
    rule::Facts,
};

#[test]
fn whoever_stands_aside_decides_no_more_and_opens_nothing() {
    let mut run = Run::begin();
    run.reach_evaluation();
    let evaluator = person("opd", Some("disdik"));
    run.goes("recuse", &[("recusal_cause", "Saudara ketua organisasi")]);
    assert_eq!(run.state.stage, "opd_evaluation", "the case waits for somebody else");
    assert!(offers(&PACK, &run.state, &evaluator, run.at()).is_empty());
    assert!(matches!(run.attempt_as(&evaluator, "recommend", &[], None), Err(Refusal::Recused)));
    assert!(!may_reveal(&PACK, &run.state, &evaluator));
    let mut colleague = evaluator.clone();
    colleague.account = AccountId(uuid::Uuid::from_u128(78));
    assert!(run.attempt_as(&colleague, "recommend", &[], None).is_ok());
}

#[test]
fn cases_that_are_alike_are_explained_one_by_one_before_a_case_goes_on() {
    let mut run = Run::begin();
    run.reach_evaluation();
    let evaluator = person("opd", Some("disdik"));
    let (one, two) = (CaseNumber::new("HB", 2025, 7).unwrap(), CaseNumber::new("HG", 2026, 8).unwrap());
    let both = [one.clone(), two.clone()];
    let found =
        |run: &Run, who: &_, other: &CaseNumber, double: bool, why: &str| compare(&PACK, &run.state, who, (other, double), why, run.at());
    let Err(Refusal::NotCompared { others }) = run.attempt_beside(&both, "recommend") else { panic!() };
    assert_eq!(others, both);
    assert!(matches!(found(&run, &evaluator, &one, false, "  "), Err(Refusal::Invalid { .. })), "with a reason");
    assert!(matches!(found(&run, &person("tu", Some("setda-tu")), &one, false, "x"), Err(Refusal::NotYourRole { .. })));
    for (other, double) in [(&one, false), (&two, true)] {
        let event = found(&run, &evaluator, other, double, "Alamatnya balai RW").unwrap();
        run.apply(&event);
    }
    let Err(Refusal::AskedTwice { others }) = run.attempt_beside(&both, "recommend") else { panic!() };
    assert_eq!(others, std::slice::from_ref(&two));
    // The newest word on a pair counts.
    let event = found(&run, &evaluator, &two, false, "Kegiatannya lain").unwrap();
    run.apply(&event);
    assert_eq!(run.state.compared.len(), 2);
    assert!(run.attempt_beside(&both, "recommend").is_ok());
}

#[test]
fn an_agreement_is_signed_by_the_name_of_the_head_and_no_other() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("request_payment", PLAN).goes("prepare", &[]);
    for (name, right) in [("Tokoh Rekaan", true), ("H. TOKOH  Rekaan, S.Pd.", true), ("Tokoh", false), ("Perantara Rekaan", false)] {
        match run.attempt("sign_agreement", &[("signed_name", name)], None) {
            Ok(_) => assert!(right, "{name}"),
            Err(Refusal::Invalid { problems }) => {
                assert!(!right && problems[0].fault == Fault::NotTheSame { wanted: "Tokoh Rekaan".into() }, "{name}: {problems:?}");
            }
            Err(other) => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn who_may_receive_depends_on_the_day() {
    let field = PACK.service("hibah-uang").unwrap().form.field("legal_status").unwrap();
    let Kind::Choice { options, .. } = &field.kind else { panic!() };
    let on = |text: &str| options.iter().filter(|o| o.holds_on(day(text))).map(|o| o.key.as_str()).collect::<Vec<_>>();
    assert!(on("2015-08-24").contains(&"kelompok-lama") && !on("2015-08-25").contains(&"kelompok-lama"), "deleted by Perwal 816/2015");
    assert!(!on("2018-06-01").contains(&"koperasi") && on("2019-01-01").contains(&"koperasi"), "added by Permendagri 123/2018");
    assert!(on("2011-07-26").is_empty() && on("2026-11-09").len() == 10, "{:?}", on("2026-11-09"));
    // What can't be chosen on the day is refused, whoever sends it.
    let mut answers = proposal();
    answers.set("legal_status", "kelompok-lama");
    let Err(Refusal::Invalid { problems }) = Run::submit(&answers, PAPERS) else { panic!() };
    assert_eq!((problems[0].path.as_str(), &problems[0].fault), ("legal_status", &Fault::NotNow));
}

#[test]
fn another_account_counts_once_the_registry_has_accepted_it() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]);
    run.goes("report_new_account", &[("account_number", "0000000077777"), ("account_holder", "Yayasan Contoh Nusantara Fiktif")]);
    assert_eq!((run.state.stage.as_str(), run.state.answers.text("account_number")), ("leader_check", "0000000099999"));
    run.goes("accept_leader", &[]);
    assert_eq!(run.state.answers.text("account_number"), "0000000077777");
    assert_eq!(run.state.answers.text("leader_name"), "Tokoh Rekaan", "nobody else was named");
    run.goes("request_payment", PLAN);
}

#[test]
fn no_panel_meets_without_anybody_and_no_refusal_comes_without_a_look() {
    let mut run = Run::begin();
    run.reach_evaluation();
    let bare = run.attempt_unmarked("not_recommend", Some("price"));
    assert!(matches!(bare, Err(Refusal::Checklist { .. })), "each item is answered before somebody is not recommended: {bare:?}");
    run.goes("recommend", &[]);
    run.is_guarded("consider", &[("attendance.0.took_part", "mundur")]);
    run.is_guarded("consider", &[("attendance.0.took_part", "tidak-hadir")]);
    run.goes("consider", &[("attendance.0.took_part", "hadir")]);
}

#[test]
fn a_term_ends_with_the_latest_part_where_each_has_a_day() {
    let asks = |days: &[Option<&str>]| -> Vec<Ask> {
        let fields = ["deed", "proposal", "tax_card"];
        let ask = |(field, due): (&str, &Option<&str>)| Ask { field: field.into(), reason: "x".into(), due_on: due.map(day) };
        fields.into_iter().zip(days).map(ask).collect()
    };
    for (days, due) in [
        (vec![None], "2026-03-16"),
        (vec![Some("2026-03-05")], "2026-03-05"),
        (vec![Some("2026-03-05"), Some("2026-03-10")], "2026-03-10"),
        (vec![Some("2026-03-05"), None], "2026-03-16"),
        (vec![Some("2026-03-05"), Some("2026-04-01")], "2026-04-01"),
    ] {
        let mut run = Run::begin();
        let event = run.attempt_asking(asks(&days)).unwrap();
        run.apply(&event);
        assert_eq!(run.state.due_on, Some(day(due)), "{days:?}");
    }
}

#[test]
fn small_aid_is_paid_in_cash_and_more_of_it_is_not() {
    let pay = PACK.service("bansos-tak-terencana").unwrap().action("payment", "pay").unwrap();
    let guard = pay.guard.as_ref().unwrap();
    for (by, paid, may) in [("tu", 5_000_000, true), ("tu", 5_000_001, false), ("ls", 5_000_001, true)] {
        let facts = Facts::of(&serde_json::json!({"input": {"paid_by": by, "paid_amount": paid}, "amounts": {"approved": paid}})).unwrap();
        assert_eq!(guard.holds(&facts).unwrap(), may, "{by} {paid}");
    }
}

#[test]
fn goods_change_hands_with_the_head_of_today() {
    // The way of goods beside that of money: agreed on before the hand-over, also by a head who came between.
    let workflow = PACK.service("hibah-barang").unwrap().workflow(1).unwrap();
    let leads = |stage: &str, action: &str| workflow.action(stage, action).unwrap_or_else(|| panic!("{stage} {action}")).to.clone();
    let way = [
        ("decreed", "decree"),
        ("procurement", "ready"),
        ("nphd", "prepare"),
        ("nphd_signing", "sign_agreement"),
        ("handover", "hand_over"),
    ];
    let mut at = "decreed".to_owned();
    for (stage, action) in way {
        assert_eq!(at, stage);
        at = leads(stage, action);
    }
    assert_eq!(at, "running");
    assert_eq!(leads("nphd_signing", "report_new_leader"), "leader_check");
    assert_eq!((leads("leader_check", "accept_leader"), leads("leader_check", "decline_leader")), ("nphd".into(), "nphd_signing".into()));
}

#[test]
fn a_family_is_refused_in_words_that_fit_it() {
    let words = |service: &str| {
        let reasons = &PACK.service(service).unwrap().reasons;
        reasons.iter().map(|r| format!("{} {}", r.label.id, r.label.en).to_lowercase()).collect::<Vec<_>>()
    };
    for service in ["bansos-terencana", "bansos-tak-terencana"] {
        let wrong: Vec<_> =
            words(service).into_iter().filter(|w| ["organisasi", "hibah", "organisation", "grant"].iter().any(|x| w.contains(x))).collect();
        assert_eq!(wrong, [""; 0], "{service}");
    }
    assert!(words("bansos-lembaga").iter().all(|w| !w.contains("hibah")), "{:?}", words("bansos-lembaga"));
}
