//! Scripts of cases through the shipped grant: the good way, every side way, and what must be refused.
use super::golden::{PACK, PAPERS, PLAN, Run, costs, day, papers, person, proposal, service};
use domain::{
    case::{Outcome, Refusal, amend, asked_items, offers},
    form::{Answers, Document, Documents},
};

#[test]
fn a_case_that_goes_well_passes_the_whole_line() {
    let mut run = Run::begin();
    assert_eq!(run.state.promised_on, PACK.calendar().add_workdays(day("2026-03-02"), 56));
    assert_eq!(run.state.amount("requested").unwrap().rupiah(), 45_000_000);
    assert_eq!(run.state.fiscal_year, 2027);
    assert_eq!(run.holder(), Some("setda-tu"));
    run.reach_evaluation();
    assert_eq!((run.holder(), run.state.affair.as_deref()), (Some("disdik"), Some("pendidikan")), "the panel's field counts");
    assert_eq!(run.state.due_on, Some(PACK.calendar().add_workdays(run.today, 14)));
    run.goes("recommend", &[("amount", "42.000.000")]).goes("consider", &[("amount", "41.000.000")]);
    run.goes("support", &[]).goes("list", &[]).goes("approve", &[]).goes("record_budget", &[]).goes("decree", &[]);
    run.today = day("2027-03-02");
    run.goes("request_payment", PLAN).goes("prepare", &[]).goes("sign_agreement", &[]).paid().goes("confirm_received", &[]);
    run.goes("submit_report", &[("report.0.spent", "39.500.000"), ("refund_amount", "500.000")])
        .goes("register_report", &[])
        .goes("accept_report", &[]);
    let line: Vec<_> = PACK.workflow_of(&run.state).unwrap().line().map(|s| s.key.clone()).collect();
    assert_eq!(run.was, line);
    assert_eq!(run.state.outcome, Some(Outcome::Done));
    let ladder: Vec<_> = run.state.amounts.iter().map(|a| (a.rung.as_str(), a.rupiah.rupiah())).collect();
    assert_eq!(
        ladder,
        [("requested", 45_000_000), ("evaluated", 42_000_000), ("corrected", 41_000_000), ("budget", 40_000_000), ("approved", 40_000_000)]
    );
}

#[test]
fn the_ceiling_holds_but_for_construction_and_programmes() {
    let mut answers = proposal();
    costs(&mut answers, 1, "50.000.001");
    let Err(Refusal::Invalid { problems }) = Run::submit(&answers, PAPERS) else { panic!() };
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["requested"]);
    answers.set("own_contribution", "1");
    let mut slots = PAPERS.to_vec();
    slots.push("cofunding_letter");
    assert_eq!(Run::submit(&answers, &slots).unwrap().state.amount("requested").unwrap().rupiah(), 50_000_000);

    let mut answers = proposal();
    costs(&mut answers, 1, "250.000.000");
    answers.set("physical", "ya");
    let Err(Refusal::Invalid { problems }) = Run::submit(&answers, PAPERS) else { panic!() };
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["land_paper", "drawings"]);
    let mut slots = PAPERS.to_vec();
    slots.extend(["land_paper", "drawings"]);
    assert!(Run::submit(&answers, &slots).is_ok());

    let mut answers = proposal();
    costs(&mut answers, 1, "1.500.000.000");
    answers.set("government_programme", "ya");
    answers.set("programme_letter", "999/CONTOH/2026");
    // The exemption needs its letter, and the registry looks at it.
    let Err(Refusal::Invalid { problems }) = Run::submit(&answers, PAPERS) else { panic!() };
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["programme_paper"]);
    let mut slots = PAPERS.to_vec();
    slots.push("programme_paper");
    let run = Run::submit(&answers, &slots).unwrap();
    assert!(asked_items(&PACK, &run.state, run.at()).iter().any(|i| i.key == "programme"));
    assert!(!asked_items(&PACK, &Run::begin().state, run.at()).iter().any(|i| i.key == "programme"));
}

#[test]
fn days_and_own_share_must_make_sense() {
    let mut answers = proposal();
    answers.set("ends_on", "2027-05-02");
    answers.set("own_contribution", "45.000.000");
    let mut slots = PAPERS.to_vec();
    slots.push("cofunding_letter");
    let Err(Refusal::Invalid { problems }) = Run::submit(&answers, &slots) else { panic!() };
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["requested", "ends_on"]);
}

#[test]
fn papers_are_asked_only_where_they_are_due() {
    let mut answers = proposal();
    answers.set("legal_status", "undang-undang");
    answers.set("registration_number", "");
    assert!(
        Run::submit(&answers, &["proposal", "responsibility_letters", "tax_card", "domicile_letter", "identity_cards", "bank_book"])
            .is_ok()
    );
    answers.set("premises", "sewa");
    let Err(Refusal::Invalid { problems }) =
        Run::submit(&answers, &["proposal", "responsibility_letters", "tax_card", "domicile_letter", "identity_cards", "bank_book"])
    else {
        panic!()
    };
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["lease"]);
}

#[test]
fn a_returned_case_comes_back_to_the_office_that_asked() {
    let mut run = Run::begin();
    run.reach_evaluation().goes("return", &[]);
    assert_eq!((run.state.stage.as_str(), run.holder()), ("returned", None));
    run.today = day("2026-03-30");
    let mended = papers(run.at(), PAPERS);
    let mended = Documents(mended.0.into_iter().map(|d| Document { hash: "1".repeat(64), ..d }).collect());
    let event = amend(&PACK, service(), &run.state, &Answers::default(), &mended, run.at()).unwrap();
    let before = run.state.documents.clone();
    run.apply(&event);
    // Every paper came anew, and only the one that was asked for is taken.
    for slot in PAPERS {
        let same = before.of(slot).eq(run.state.documents.of(slot));
        assert_eq!(same, *slot != "deed", "{slot}");
    }
    run.goes("resubmit", &[]);
    assert_eq!((run.state.stage.as_str(), run.holder()), ("opd_evaluation", Some("disdik")));
    run.goes("return", &[]).goes("resubmit", &[]);
    let opd = person("opd", Some("disdik"));
    assert!(!offers(&PACK, &run.state, &opd, run.at()).iter().any(|o| o.action.key == "return"), "two rounds, and no third");
}

#[test]
fn no_way_leads_from_not_recommended_to_money() {
    let workflow = PACK.service("hibah-uang").unwrap().workflow(1).unwrap();
    let mut open = vec!["not_recommended"];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(key) = open.pop() {
        // A new evaluation is a new chance.
        if key != "opd_evaluation" && seen.insert(key) {
            open.extend(workflow.stage(key).unwrap().actions.iter().map(|a| a.to.as_str()));
        }
    }
    assert!(!seen.contains("tapd_review") && !seen.contains("deliberation"), "{seen:?}");

    let mut run = Run::begin();
    run.reach_evaluation().goes_for("not_recommend", &[], Some("not_verified")).goes_for("not_consider", &[], Some("not_verified"));
    assert_eq!(run.holder(), Some("kepala-daerah"));
    run.goes("confirm", &[]).goes("send_letter", &[]);
    assert_eq!((run.state.stage.as_str(), run.state.outcome), ("rejected", Some(Outcome::Refused)));
}

#[test]
fn a_refusal_needs_a_reason_code() {
    let run = Run::begin();
    assert!(matches!(run.attempt("refuse", &[], None), Err(Refusal::NoReason)));
    assert!(matches!(run.attempt("refuse", &[], Some("because")), Err(Refusal::NoReason)));
    for reason in &service().reasons {
        assert!(run.attempt("refuse", &[], Some(&reason.key)).is_ok());
    }
}

#[test]
fn amounts_must_agree_along_the_chain() {
    let mut run = Run::begin();
    run.reach_decree();
    run.is_guarded("decree", &[("decree_amount", "40.000.001")]);
    run.goes("decree", &[]);
    run.is_guarded("request_payment", &[("plan.0.amount", "39.999.999")]);
    run.goes("request_payment", PLAN);
    run.is_guarded("sign", &[("agreement_amount", "41.000.000")]);
    run.is_guarded("prepare", &[("agreement_amount", "41.000.000")]);
    // The amount that is signed is the one granted, whatever is sent.
    run.goes("prepare", &[]).goes("sign_agreement", &[("signing_amount", "99.000.000")]);
    assert_eq!(run.state.captured.text("signing_amount"), "40.000.000");
    run.is_guarded("ask_order", &[("spp_amount", "20.000.000")]);
    run.goes("ask_order", &[("spp_on", "2027-02-28")]);
    run.is_guarded("order", &[("spm_on", "2027-02-27")]);
    run.goes("order", &[("spm_on", "2027-03-01")]);
    run.is_guarded("pay", &[("paid_amount", "20.000.000")]);
    run.is_guarded("pay", &[("sp2d_on", "2027-02-28")]);
    run.goes("pay", &[("sp2d_on", "2027-03-02")]);
    run.is_guarded("confirm_received", &[("received_amount", "15.000.000")]);
    run.goes("confirm_received", &[]);
    run.is_guarded("submit_report", &[("report.0.spent", "40.000.001")]);
    // What is fixed stays, whatever is sent.
    run.goes(
        "submit_report",
        &[("report.0.spent", "30.000.000"), ("refund_amount", "10.000.000"), ("report.0.planned", "99.000.000"), ("received", "1")],
    );
    let row = &run.state.captured.rows("report")[0];
    assert_eq!(
        (row["planned"].as_str(), row["spent"].as_str(), run.state.captured.text("received")),
        ("40.000.000", "30.000.000", "40.000.000")
    );
}

#[test]
fn an_amount_rises_only_with_a_reason() {
    let mut run = Run::begin();
    run.reach_evaluation();
    assert!(matches!(run.attempt("recommend", &[("amount", "45.000.001")], None), Err(Refusal::AmountRises { .. })));
}

#[test]
fn payment_can_be_asked_for_until_the_end_of_november() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]);
    assert_eq!(run.state.due_on, Some(day("2027-11-30")), "a Tuesday of the budget year");
    assert_eq!(run.wakes("2027-10-30"), [] as [&str; 0]);
    assert_eq!(run.wakes("2027-10-31"), ["remind_30"]);
    assert_eq!(run.wakes("2027-11-30"), ["remind_7"]);
    assert!(run.state.is_open());
    assert_eq!(run.wakes("2027-12-01"), ["lapse"]);
    assert_eq!((run.state.stage.as_str(), run.state.outcome), ("lapsed", Some(Outcome::Lapsed)));
}

#[test]
fn an_agreement_is_signed_declined_or_lapses() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("request_payment", PLAN).goes("prepare", &[]);
    for unsaid in ["read_agreement", "integrity_pact", "late_report_accepted", "signed_name"] {
        let Err(Refusal::Invalid { problems }) = run.attempt("sign_agreement", &[(unsaid, "")], None) else { panic!("{unsaid}") };
        assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), [unsaid]);
    }
    // A recipient who does not agree gets it corrected, by the same office.
    run.goes("decline_agreement", &[]);
    assert_eq!((run.state.stage.as_str(), run.holder()), ("nphd", Some("bpka")));
    run.goes("prepare", &[]).goes("sign_agreement", &[]);
    assert_eq!(run.state.stage, "payment");

    // Whoever has no phone signs on paper, at the counter.
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("request_payment", PLAN).goes("sign", &[]);
    assert_eq!(run.state.stage, "payment");

    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("request_payment", PLAN).goes("prepare", &[]);
    let due = run.state.due_on.unwrap();
    assert_eq!(run.wakes(&due.plus_days(-3).to_string()), ["remind_3"]);
    assert_eq!(run.wakes(&due.plus_days(1).to_string()), ["remind_late"]);
    assert_eq!(run.wakes(&due.plus_days(30).to_string()), ["lapse"]);
    assert_eq!(run.state.outcome, Some(Outcome::Lapsed));
}

#[test]
fn one_account_never_decides_twice_in_a_row() {
    let mut run = Run::begin();
    run.goes("complete", &[]);
    let mut both = person("tu", Some("setda-tu"));
    both.posts.extend(person("kepala-daerah", Some("kepala-daerah")).posts);
    let refused = run.attempt_as(&both, "direct", &[], None);
    assert!(matches!(refused, Err(Refusal::ConsecutiveStage)), "{refused:?}");
}

#[test]
fn another_agencys_officer_may_not_evaluate() {
    let mut run = Run::begin();
    run.reach_evaluation();
    let refused = run.attempt_as(&person("opd", Some("dinkes")), "recommend", &[], None);
    assert!(matches!(refused, Err(Refusal::NotYourRole { .. })), "{refused:?}");
}

#[test]
fn side_ways_end_where_they_should() {
    let mut run = Run::begin();
    run.reach_running().goes("suspend", &[]);
    assert_eq!(run.holder(), Some("inspektorat"));
    run.goes("resume", &[]).goes("suspend", &[]).goes("recover", &[("amount_due", "5.000.000")]);
    // A part is put on record and closes nothing; the whole does.
    run.is_guarded("record_refund", &[("refunded", "4.999.999")]);
    run.goes("record_instalment", &[("instalment_amount", "2.000.000")]).goes("send_refund_proof", &[]);
    assert_eq!(run.state.stage, "recovery");
    run.goes("record_refund", &[("refunded", "5.000.000")]);
    assert_eq!(run.state.outcome, Some(Outcome::Done));

    let mut run = Run::begin();
    let whole: &[(&str, &str)] = &[];
    run.reach_running().goes("submit_report", whole).goes("return_report", &[]).goes("submit_report", whole).goes("register_report", &[]);
    run.goes("return_report", &[])
        .goes("submit_report", whole)
        .goes("register_report", &[])
        .goes("recover", &[])
        .goes("record_refund", &[]);
    assert_eq!(run.state.stage, "closed");

    let mut run = Run::begin();
    run.reach_decree().goes_for("void", &[], Some("dispute"));
    assert_eq!((run.state.stage.as_str(), run.state.outcome), ("void", Some(Outcome::Refused)));

    let mut run = Run::begin();
    run.reach_evaluation().goes("reclassify", &[]).goes("classify", &[("affair", "kesehatan")]);
    assert_eq!(run.holder(), Some("dinkes"));
    run.goes("recommend", &[]).goes("re_evaluate", &[]).goes("recommend", &[]).goes("consider", &[]).goes("back", &[]);
    run.goes("consider", &[]).goes("support", &[]).goes("back", &[]).goes("support", &[]).goes("list", &[]).goes("back", &[]);
    run.goes("list", &[]).goes("approve", &[]).goes("lapse", &[]);
    assert_eq!(run.state.outcome, Some(Outcome::Lapsed));

    let mut run = Run::begin();
    run.goes("withdraw", &[]);
    assert_eq!(run.state.outcome, Some(Outcome::Withdrawn));
}
