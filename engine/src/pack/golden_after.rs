//! Scripts of what comes beside the straight way: objections, terms that run out, a new leader, more time, notes.
use super::golden::{PACK, PLAN, Run, day, person};
use crate::papers::happened;
use domain::{
    case::{Happening, Outcome, Refusal, begun_with, cross_checks, due_timers, fire, offers, sent_back},
    form::Kind,
    people::AccountId,
    workflow::{Effect, Timer},
};

fn refused() -> Run {
    let mut run = Run::begin();
    run.reach_evaluation().goes_for("not_recommend", &[], Some("price")).goes_for("not_consider", &[], Some("price"));
    run.goes("confirm", &[]).goes("send_letter", &[]);
    run
}

#[test]
fn an_objection_is_heard_once_by_somebody_else_and_reopens_the_stage_that_refused() {
    let mut run = refused();
    assert_eq!((run.state.outcome, run.state.due_on), (Some(Outcome::Refused), Some(day("2026-03-16"))));
    let refuser = run.state.decided_by.as_ref().map(|(account, _)| *account);
    run.goes("object", &[]);
    assert_eq!((run.state.stage.as_str(), run.holder(), run.state.outcome), ("objection", Some("inspektorat"), None));
    assert_ne!(Some(person("inspektorat", None).account), refuser);
    run.goes("uphold", &[]);
    assert_eq!((run.state.stage.as_str(), run.holder()), ("opd_evaluation", Some("disdik")), "the office whose finding was wrong");
    // A second refusal is final.
    run.goes_for("not_recommend", &[], Some("price"))
        .goes_for("not_consider", &[], Some("price"))
        .goes("confirm", &[])
        .goes("send_letter", &[]);
    assert!(offers(&PACK, &run.state, &person("pemohon", None), run.at()).is_empty());
    assert!(matches!(run.attempt_as(&person("pemohon", None), "object", &[], None), Err(Refusal::ObjectedBefore)));
}

#[test]
fn an_objection_that_fails_or_comes_late_changes_nothing() {
    let mut run = refused();
    run.goes("object", &[]).goes_for("dismiss", &[], Some("price"));
    assert_eq!((run.state.stage.as_str(), run.state.outcome), ("rejected", Some(Outcome::Refused)));

    let mut run = refused();
    run.today = day("2026-03-17");
    let late = run.attempt_as(&person("pemohon", None), "object", &[], None);
    assert!(matches!(late, Err(Refusal::TooLate { until }) if until == day("2026-03-16")), "{late:?}");
    let mut stranger = person("pemohon", None);
    stranger.account = AccountId(uuid::Uuid::from_u128(77));
    run.today = day("2026-03-10");
    assert!(matches!(run.attempt_as(&stranger, "object", &[], None), Err(Refusal::NotYourRole { .. })));
}

#[test]
fn a_returned_case_lapses_after_a_warning() {
    let mut run = Run::begin();
    run.goes("return", &[]);
    assert_eq!(run.state.due_on, Some(day("2026-03-16")));
    assert_eq!(run.wakes("2026-03-12"), [] as [&str; 0]);
    assert_eq!(run.wakes("2026-03-13"), ["warn"]);
    assert_eq!(run.wakes("2026-03-16"), [] as [&str; 0], "told once, and the last day is still its own");
    assert_eq!(run.wakes("2026-03-17"), ["lapse"]);
    assert_eq!(run.state.outcome, Some(Outcome::Lapsed));

    // Whoever answers in time is not woken any more.
    let mut run = Run::begin();
    run.goes("return", &[]);
    run.wakes("2026-03-13");
    run.goes("resubmit", &[]);
    assert_eq!(run.wakes("2026-06-01"), [] as [&str; 0]);
}

#[test]
fn a_new_leader_counts_once_the_registry_has_accepted_them() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("report_new_leader", &[("leader_name", "Ketua Rekaan Kedua")]);
    assert_eq!(run.state.answers.text("leader_name"), "Tokoh Rekaan");
    run.goes("decline_leader", &[]).goes("report_new_leader", &[("leader_name", "Ketua Rekaan Ketiga")]).goes("accept_leader", &[]);
    assert_eq!(run.state.answers.text("leader_name"), "Ketua Rekaan Ketiga");
    assert_eq!(run.state.answers.text("leader_nik"), "9999017008850002");
    assert_eq!((run.state.stage.as_str(), run.state.due_on), ("disbursement_request", Some(day("2027-11-30"))));
    // Replaced twice: each change is looked at, and the newest that was accepted counts.
    run.goes("report_new_leader", &[("leader_name", "Ketua Rekaan Keempat")]).goes("accept_leader", &[]);
    assert_eq!(run.state.answers.text("leader_name"), "Ketua Rekaan Keempat");
    run.goes("report_new_leader", &[]).goes_for("void", &[], Some("dispute"));
    assert_eq!(run.state.outcome, Some(Outcome::Refused));
}

#[test]
fn money_moves_only_when_everything_agrees() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[("decree_on", "2027-03-02")]).goes("request_payment", PLAN);
    // What is older than what it rests on goes no further.
    run.is_guarded("prepare", &[("agreement_on", "2027-02-27")]);
    run.goes("prepare", &[]).goes("sign_agreement", &[]);
    let workflow = PACK.workflow_of(&run.state).unwrap();
    let ask = workflow.action("payment", "ask_order").unwrap();
    let failing = |run: &Run| {
        cross_checks(&PACK, &run.state, ask, run.at())
            .into_iter()
            .filter(|(_, holds)| !holds)
            .map(|(c, _)| c.key.clone())
            .collect::<Vec<_>>()
    };
    let keys: Vec<_> = cross_checks(&PACK, &run.state, ask, run.at()).into_iter().map(|(c, _)| c.key.as_str()).collect();
    assert_eq!(
        keys,
        ["decree_amount", "plan_amount", "agreement_amount", "account", "receipts", "statement", "identity", "dates"],
        "the eight of the treasurer's procedure"
    );
    assert_eq!(failing(&run), [""; 0]);
    run.state.captured.set("agreement_on", "2027-02-27");
    assert_eq!(failing(&run), ["dates"]);
    let refused = run.attempt("ask_order", &[], None);
    assert!(matches!(&refused, Err(Refusal::Disagree { items }) if items.len() == 1), "{refused:?}");
    run.state.captured.set("agreement_on", "2027-03-02");
    run.state.papers.0.retain(|p| p.slot != "receipts");
    assert_eq!(failing(&run), ["receipts"]);
    run.state.captured.set("agreement_amount", "40.000.001");
    assert_eq!(failing(&run), ["agreement_amount", "receipts"]);
}

#[test]
fn papers_for_payment_are_given_back_mended_and_sent_again_as_often_as_it_takes() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("request_payment", PLAN).goes("prepare", &[]).goes("sign_agreement", &[]);
    for round in 1..=3 {
        run.goes("return_papers", &[("papers_lack", "Kuitansi belum bermeterai")]);
        assert_eq!((run.state.stage.as_str(), run.state.outcome), ("disbursement_request", None), "round {round}");
        assert_eq!(sent_back(&PACK, &run.state), ["Kuitansi belum bermeterai"], "its applicant reads what is missing");
        // What was sent stays: only what is wrong is done anew, and what is agreed to is agreed to again.
        let request = PACK.workflow_of(&run.state).unwrap().action("disbursement_request", "request_payment").unwrap();
        let (answers, papers) = begun_with(&PACK, &run.state, request, run.at());
        assert_eq!(answers.text("request_letter"), run.state.captured.text("request_letter"));
        assert_eq!(answers.rows("plan")[0]["amount"], "40.000.000");
        assert_eq!(answers.text("leader_unchanged"), "");
        for slot in ["request_paper", "leader_card", "account_proof", "receipts", "responsibility_statement"] {
            assert_eq!(papers.of(slot).count(), 1, "{slot}");
        }
        run.goes("request_payment", PLAN);
        assert_eq!(sent_back(&PACK, &run.state), [""; 0], "an office holds it");
        run.goes("prepare", &[]).goes("sign_agreement", &[]);
    }
    run.goes("correct_agreement", &[]).goes("prepare", &[]).goes("sign_agreement", &[]);
    run.goes("ask_order", &[]).goes("reject_request", &[]).goes("ask_order", &[]).goes("order", &[]).goes("reject_order", &[]);
    run.paid().goes("record_credit", &[]);
    assert_eq!(run.state.rounds, 0, "none of this is a round of the application");

    // Late in the year there is still time to mend.
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]).goes("request_payment", PLAN);
    run.today = day("2027-12-06");
    run.goes("return_papers", &[]);
    assert_eq!(run.state.due_on, Some(PACK.calendar().add_workdays(run.today, 10)));
}

#[test]
fn a_request_for_payment_begins_with_the_papers_of_the_application() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[]);
    let request = PACK.workflow_of(&run.state).unwrap().action("disbursement_request", "request_payment").unwrap();
    let (answers, papers) = begun_with(&PACK, &run.state, request, run.at());
    let slots: Vec<_> = papers.0.iter().map(|d| d.slot.as_str()).collect();
    assert_eq!(slots, ["leader_card", "account_proof"]);
    assert_eq!((answers.text("granted"), answers.rows("plan").len()), ("40.000.000", 1));
}

#[test]
fn a_report_that_comes_back_still_says_what_was_spent() {
    let mut run = Run::begin();
    run.reach_running()
        .goes("submit_report", &[("report.0.spent", "39.000.000"), ("refund_amount", "1.000.000")])
        .goes("register_report", &[]);
    run.goes("return_report", &[]);
    let again = PACK.workflow_of(&run.state).unwrap().action(&run.state.stage, "submit_report").unwrap();
    let (answers, papers) = begun_with(&PACK, &run.state, again, run.at());
    assert_eq!((answers.rows("report")[0]["spent"].as_str(), papers.of("bank_statement").count()), ("39.000.000", 1));
    assert_eq!(sent_back(&PACK, &run.state).len(), 1);
}

#[test]
fn what_offices_write_to_each_other_is_not_the_applicants_to_read() {
    // Wherever an office sends a case back to an office, also where its applicant may withdraw it.
    let mut ways = 0;
    for service in &PACK.services {
        let workflow = service.workflow(1).unwrap();
        for stage in &workflow.stages {
            for action in stage.actions.iter().filter(|a| a.effect == Effect::Back && !a.by_applicant) {
                let mut run = Run::begin();
                let mut event = run.attempt("complete", &[], None).unwrap();
                let Happening::Moved(moved) = &mut event.what else { panic!() };
                (moved.action, moved.from, moved.to) = (action.key.clone(), stage.key.clone(), action.to.clone());
                moved.effect = Effect::Back;
                action.captures.iter().for_each(|field| moved.captured.set(&field.key, "Catatan contoh"));
                run.state.service.clone_from(&service.key);
                run.state.visits.last_mut().unwrap().stage.clone_from(&stage.key);
                run.apply(&event);
                let to = workflow.stage(&action.to).unwrap();
                let led_on = to.actions.iter().any(|a| a.by_applicant && a.effect == Effect::Advance);
                let wrote = action.captures.iter().any(|f| matches!(f.kind, Kind::LongText { .. } | Kind::Text { .. }));
                assert_eq!(!sent_back(&PACK, &run.state).is_empty(), led_on && wrote, "{} by {} at {}", service.key, action.key, stage.key);
                ways += 1;
            }
        }
    }
    assert!(ways > 20, "{ways}");
}

#[test]
fn a_letter_of_refusal_says_why_and_where_it_was_refused() {
    let mut run = Run::begin();
    run.reach_evaluation().goes_for("not_recommend", &[], Some("price")).goes_for("not_consider", &[], Some("not_verified"));
    run.goes("confirm", &[]);
    let letter = run.attempt("send_letter", &[], None).unwrap();
    run.apply(&letter);
    let says = happened(&PACK, &run.state, &letter);
    let service = PACK.service("hibah-uang").unwrap();
    let reason = service.reasons.iter().find(|r| r.key == "price").unwrap();
    assert_eq!(says["reason"], reason.label.id, "that of the office that refused first");
    assert_eq!(says["from"], service.stage("opd_evaluation").unwrap().label.id);
    run.goes("object", &[]);
    let dismissal = run.attempt("dismiss", &[], Some("false_data")).unwrap();
    run.apply(&dismissal);
    let says = happened(&PACK, &run.state, &dismissal);
    assert_eq!(says["reason"], service.reasons.iter().find(|r| r.key == "false_data").unwrap().label.id);
}

#[test]
fn whoever_refused_does_not_hear_the_objection() {
    let mut run = Run::begin();
    let mut both = person("tu", Some("setda-tu"));
    both.posts.extend(person("inspektorat", Some("inspektorat")).posts);
    let event = run.attempt_as(&both, "refuse", &[], Some("false_data")).unwrap();
    run.apply(&event);
    run.goes("object", &[]);
    assert!(matches!(run.attempt_as(&both, "uphold", &[], None), Err(Refusal::ConsecutiveStage | Refusal::OwnRefusal)));
    // Also where somebody else has acted in between.
    run.state.decided_by = None;
    assert!(matches!(run.attempt_as(&both, "uphold", &[], None), Err(Refusal::OwnRefusal)));
    run.goes("uphold", &[]);
    assert_eq!(run.state.refused_by, None);
}

#[test]
fn a_report_is_due_a_month_after_the_activity_or_on_the_tenth_of_january() {
    let mut run = Run::begin();
    run.reach_running();
    // The activity of the proposal ends on 30 September 2027.
    assert_eq!(run.state.due_on, Some(day("2027-11-01")), "30 October is a Saturday");
    run.goes("ask_extension", &[("ends_on", "2027-12-20")]).goes("deny_extension", &[("ends_on", "2030-01-01")]);
    assert_eq!(run.state.due_on, Some(day("2027-11-01")));
    run.goes("ask_extension", &[("ends_on", "2027-12-20")]).goes("grant_extension", &[]);
    assert_eq!(run.state.due_on, Some(day("2028-01-10")));
    assert_eq!(run.wakes("2028-03-20"), ["remind_30", "remind_7", "overdue_1", "warning_1", "warning_2", "warning_3"]);
    assert!(run.state.is_open(), "a late report is asked for, again and again");
    run.goes("submit_report", &[]);
    assert_eq!(run.state.stage, "lpj_submitted");
}

#[test]
fn a_note_stays_on_record_and_moves_nothing() {
    let mut run = Run::begin();
    run.reach_running();
    let (visits, due, decided) = (run.state.visits.len(), run.state.due_on, run.state.decided_by.clone());
    run.goes("add_progress", &[("progress", "Pekan pertama")])
        .goes("record_visit", &[])
        .goes("add_progress", &[("progress", "Pekan kedua")]);
    assert_eq!((run.state.stage.as_str(), run.state.visits.len(), run.state.due_on), ("running", visits, due));
    assert_eq!(run.state.decided_by, decided);
    assert_eq!(run.state.papers.of("progress_photos").count(), 2, "pictures of both");
    assert_eq!(run.state.captured.text("progress"), "Pekan kedua");
}

#[test]
fn what_was_paid_and_reported_counts_from_the_day_on_which_it_was() {
    let known = |run: &Run| {
        let money = domain::case::money(&PACK, &run.state);
        (money.requested.is_some(), money.approved, money.paid, money.reported)
    };
    let mut run = Run::begin();
    assert_eq!(known(&run), (true, None, None, None));
    run.reach_running();
    assert_eq!(known(&run), (true, Some(40_000_000), Some(40_000_000), None));
    run.goes("submit_report", &[("report.0.spent", "30.000.000"), ("refund_receipt", "STS contoh"), ("refund_amount", "10.000.000")]);
    assert_eq!(known(&run), (true, Some(40_000_000), Some(40_000_000), Some(30_000_000)));
    run.goes("return_report", &[]);
    assert_eq!(known(&run).3, Some(30_000_000), "what was reported stays until it is corrected");
}

#[test]
fn a_sum_left_over_needs_its_receipt() {
    let mut run = Run::begin();
    run.reach_running();
    let mut given = vec![("report.0.spent", "30.000.000"), ("refund_amount", "10.000.000"), ("refund_receipt", "")];
    let Err(Refusal::Invalid { problems }) = run.attempt("submit_report", &given, None) else { panic!() };
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["refund_receipt"]);
    // What was paid back is what is left, to the rupiah.
    given[2] = ("refund_receipt", "STS contoh");
    assert!(run.attempt("submit_report", &given, None).is_ok());
    given[1] = ("refund_amount", "9.999.999");
    run.is_guarded("submit_report", &given);
    given[0] = ("report.0.spent", "40.000.000");
    assert!(run.attempt("submit_report", &given, None).is_ok(), "nothing is left, and nothing is asked");
}

#[test]
fn a_timer_enters_a_stage_as_an_act_does() {
    let mut run = Run::begin();
    run.reach_decree();
    run.goes("decree", &[]);
    let timer = due_timers(&PACK, &run.state, run.state.due_on.unwrap().plus_days(1)).pop().unwrap().clone();
    let led = |to: &str| match fire(&PACK, &run.state, &Timer { to: Some(to.into()), ..timer.clone() }, run.at()).map(|e| e.what) {
        Some(Happening::Moved(moved)) => moved,
        other => panic!("{other:?}"),
    };
    assert_eq!(led("rejected").outcome, Some(Outcome::Refused), "any end is one");
    let again = led(&run.state.stage);
    assert_eq!((again.due_on, again.outcome), (run.state.due_on, None), "a term by dates is the same, whoever begins it");
}

#[test]
fn money_is_asked_for_and_paid_within_its_budget_year_and_before_payments_close() {
    let mut run = Run::begin();
    run.reach_decree().goes("decree", &[("decree_on", "2026-12-01")]);
    for (on, asked) in [("2026-12-31", false), ("2027-01-04", true), ("2028-01-03", false)] {
        run.today = day(on);
        assert_eq!(run.attempt("request_payment", PLAN, None).is_ok(), asked, "{on}");
    }
    run.today = day("2027-03-02");
    run.goes("request_payment", PLAN).goes("prepare", &[]).goes("sign_agreement", &[]);
    run.goes("ask_order", &[]).goes("order", &[]);
    for (on, paid) in [("2026-12-20", false), ("2027-12-20", true), ("2027-12-21", false), ("2027-12-31", false), ("2028-01-03", false)] {
        run.today = day(on);
        let attempt = run.attempt("pay", &[], None);
        assert_eq!(attempt.is_ok(), paid, "{on}: {attempt:?}");
    }
}

#[test]
fn social_aid_waits_until_the_vote_is_over_unless_it_is_for_a_disaster() {
    let paying = PACK.services.iter().flat_map(|s| &s.workflows).flat_map(|w| &w.stages).flat_map(|stage| &stage.actions);
    let paying: Vec<_> = paying.filter(|a| a.checks.iter().any(|c| c.key == "freeze")).collect();
    assert_eq!(paying.len(), 3, "planned and unplanned aid, and aid through institutions, are paid by one action each");
    let mut run = Run::begin();
    for (service, pay) in ["bansos-terencana", "bansos-tak-terencana", "bansos-lembaga"].into_iter().zip(paying.iter().copied()) {
        service.clone_into(&mut run.state.service);
        assert!(PACK.service(service).unwrap().workflows.iter().flat_map(|w| &w.stages).any(|s| s.actions.contains(pay)), "{service}");
        for (on, purpose, holds) in [
            ("2024-11-12", "kesehatan", true),
            ("2024-11-13", "kesehatan", false),
            ("2024-11-27", "kesehatan", false),
            ("2024-11-27", "bencana", true),
            ("2024-11-28", "kesehatan", true),
        ] {
            run.today = day(on);
            run.state.answers.set("purpose", purpose);
            let (_, held) = cross_checks(&PACK, &run.state, pay, run.at()).into_iter().find(|(c, _)| c.key == "freeze").unwrap();
            assert_eq!(held, holds, "{service} for {purpose} on {on}");
        }
    }
}
