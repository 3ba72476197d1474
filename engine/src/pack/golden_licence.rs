//! A licence of the shipped pack from its request to its last day, by each of its three routes, with the rules that keep it honest.
use super::golden::{PACK, Run, day, papers, person};
use crate::cases::going_on;
use domain::{
    case::{self, CaseId, CaseState, Input, Payment, Refusal, Submission, submit},
    form::Answers,
    licence::Status,
    money::Rupiah,
    number::CaseNumber,
    pack::Service,
    people::{AccountId, Person},
    time::Instant,
};
use uuid::Uuid;

/// One that is not among the one in four that are looked at by chance.
const CASE: u128 = 99;
const APPLICANT: u128 = 1;

fn service() -> &'static Service {
    PACK.service("izin-reklame").unwrap()
}

fn answers(activity: &str, capital: &str) -> Answers {
    let mut answers = Answers::default();
    for (key, text) in [
        ("business_kind", "pt"),
        ("business_name", "PT Contoh Rekaan"),
        ("activity", activity),
        ("capital", capital),
        ("purpose", "baru"),
        ("licence_for", "Papan nama toko"),
        ("panel_kind", "papan"),
        ("panel_area", "6"),
        ("panel_sides", "2"),
        ("panel_days", "365"),
        ("district", "32.73.02"),
        ("village", "32.73.02.1004"),
        ("place", "Jalan Rekaan No. 99"),
        ("person_name", "Tokoh Rekaan"),
        ("person_nik", "9999017008850001"),
        ("phone", "0800-000-0001"),
        ("represented", "tidak"),
        ("true_statement", "ya"),
    ] {
        answers.set(key, text);
    }
    answers
}

fn begun_on(date: &str, activity: &str, capital: &str) -> Run {
    let at = Instant::at(day(date), 9, 41, PACK.zone());
    let request = Submission {
        number: CaseNumber::new("RK", 2026, 1).unwrap(),
        applicant: Some(AccountId(Uuid::from_u128(APPLICANT))),
        keyed_by: None,
        answers: &answers(activity, capital),
        documents: &papers(at, &["identity_card", "deed", "site_picture"]),
        follows: None,
        together: vec![],
        at,
    };
    let event = submit(&PACK, service(), &request).unwrap();
    let state = CaseState::begin(CaseId(Uuid::from_u128(CASE)), &event).unwrap();
    let mut run = Run { was: vec![state.stage.clone()], state, today: day(date) };
    go_on(&mut run);
    run
}

fn begun(activity: &str, capital: &str) -> Run {
    begun_on("2026-03-02", activity, capital)
}

fn go_on(run: &mut Run) {
    for event in going_on(&PACK, run.state.clone(), run.at()) {
        run.apply(&event);
    }
}

fn step(run: &mut Run, action: &str, given: &[(&str, &str)]) {
    let event = run.attempt(action, given, None).unwrap_or_else(|e| panic!("{action} at {}: {e:?}", run.state.stage));
    run.apply(&event);
    go_on(run);
}

fn team() -> Vec<AccountId> {
    vec![person("teknis-izin", None).account, AccountId(Uuid::from_u128(901))]
}

fn visit(run: &mut Run) {
    let who = person("koordinator-izin", Some("dpmptsp"));
    let event = run.attempt_with(&who, "schedule", &[], None, |input| input.team = team()).unwrap();
    run.apply(&event);
}

fn pays(run: &mut Run) {
    let amount = Rupiah::try_from(run.state.worked.last().unwrap().result).unwrap();
    let payment = Payment { reference: "CONTOH-1".into(), channel: "QRIS".into(), amount, paid_at: run.at() };
    let event = case::pay(&PACK, &run.state, &payment, run.at()).unwrap();
    run.apply(&event);
}

fn status(run: &Run) -> Status {
    run.state.licence.as_ref().unwrap().status
}

#[test]
fn what_only_has_to_be_reported_is_issued_at_once() {
    let run = begun("47112", "25.000.000");
    assert_eq!(run.was, ["reported", "in_force"]);
    assert_eq!((run.state.judged["capital_class"].as_str(), run.state.judged["risk"].as_str()), ("micro", "low"));
    let licence = run.state.licence.as_ref().unwrap();
    assert_eq!((licence.from, licence.until), (day("2026-03-02"), Some(day("2027-03-01"))));
    assert_eq!(run.state.outcome, Some(case::Outcome::Done));
}

#[test]
fn the_threshold_of_2017_and_the_classes_of_today_judge_by_the_day() {
    let route = |date: &str, capital: &str| begun_on(date, "47111", capital).state.judged["route"].clone();
    assert_eq!(route("2019-03-04", "500.000.000"), "report");
    assert_eq!(route("2019-03-04", "500.000.001"), "visit");
    assert_eq!(route("2026-03-02", "5.000.000.000"), "report", "small at its bound");
    assert_eq!(route("2026-03-02", "5.000.000.001"), "verify");
}

#[test]
fn a_verified_licence_passes_a_return_and_a_fee() {
    let mut run = begun("55110", "7.000.000.000");
    assert_eq!((run.state.stage.as_str(), run.state.judged["route"].as_str()), ("registration_check", "verify"));
    let promised = run.state.promised_on;
    step(&mut run, "return", &[]);
    run.today = day("2026-03-16");
    step(&mut run, "resubmit", &[]);
    assert_eq!(run.state.stage, "registration_check", "back to who asked");
    assert!(run.state.promised_on > promised, "the promise moved by the pause");
    assert!(matches!(
        run.attempt_as(&person("verifikator-izin", Some("dpmptsp")), "return", &[], None),
        Err(Refusal::ReturnedBefore { most: 1, .. })
    ));
    step(&mut run, "complete", &[]);
    assert!(run.attempt_as(&person("teknis-izin", Some("dpmptsp")), "to_visit", &[], None).is_err(), "it is not visited");
    step(&mut run, "recommendable", &[]);
    step(&mut run, "recommend", &[]);
    step(&mut run, "assess", &[("street_class", "utama")]);
    let worked = run.state.worked.last().unwrap();
    // 6 m² × 2 sides × 365 days × Rp 5,000 × 1.5 × 25 %.
    assert_eq!(worked.result, 8_212_500);
    assert!(PACK.formula("sewa-reklame").unwrap().comes_out(worked), "anybody can do it again");
    let before = (run.state.stage.clone(), run.state.promised_on);
    assert_eq!(before.0, "awaiting_payment");
    for role in ["penetap-retribusi", "kadis-izin", "pemohon"] {
        assert!(run.attempt_as(&person(role, Some("bpka")), "paid", &[], None).is_err(), "only a bank says that it was paid: {role}");
    }
    run.today = day("2026-03-30");
    pays(&mut run);
    assert!(run.state.promised_on > before.1, "waiting for the payment does not count");
    assert_eq!(run.state.captured.text("payment_amount"), "8212500");
    step(&mut run, "initial", &[]);
    step(&mut run, "initial", &[]);
    step(&mut run, "sign", &[]);
    assert_eq!(run.state.stage, "in_force");
    assert_eq!(status(&run), Status::InForce);
}

#[test]
fn a_visit_is_of_two_whom_nobody_chose() {
    let mut run = begun("86201", "200.000.000");
    assert_eq!(run.state.judged["route"], "visit");
    step(&mut run, "complete", &[]);
    step(&mut run, "to_visit", &[]);
    let who = person("koordinator-izin", Some("dpmptsp"));
    let alone = run.attempt_with(&who, "schedule", &[], None, |input| input.team = vec![AccountId(Uuid::from_u128(901))]);
    assert!(matches!(alone, Err(Refusal::NoTeam { needed: 2 })));
    visit(&mut run);
    let third = Person { account: AccountId(Uuid::from_u128(902)), ..person("teknis-izin", Some("dpmptsp")) };
    assert!(matches!(run.attempt_as(&third, "report_visit", &[], None), Err(Refusal::NotOfTeam)));
    // Who checked the papers is of the team too: a visit follows a scheduling that somebody else decided.
    step(&mut run, "report_visit", &[]);
    assert_eq!(run.state.stage, "recommendation");
}

#[test]
fn a_licence_lives_until_it_is_revoked_and_each_step_is_another_hand() {
    let mut run = begun("47112", "25.000.000");
    step(&mut run, "warn_1", &[]);
    assert_eq!((run.state.stage.as_str(), status(&run)), ("supervised", Status::InForce));
    assert!(run.state.is_open(), "it is on somebody's desk");
    step(&mut run, "propose_suspension", &[]);
    step(&mut run, "suspend", &[]);
    assert_eq!(status(&run), Status::Suspended);
    step(&mut run, "propose_revocation", &[]);
    step(&mut run, "revoke", &[]);
    assert_eq!((status(&run), run.state.stage.as_str()), (Status::Revoked, "revoked"));
    assert!(case::replace(&PACK, &run.state, run.at()).is_none(), "nothing takes the place of what was revoked");
    let roles: Vec<_> = run.state.deciders.iter().map(|(who, _)| who).collect();
    assert!(roles.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", run.state.deciders);
}

#[test]
fn silence_grants_once_the_promise_is_over_and_a_refusal_comes_too_late() {
    let mut run = begun("86201", "200.000.000");
    step(&mut run, "complete", &[]);
    run.today = run.state.promised_on;
    assert!(case::deem(&PACK, &run.state, run.at()).is_none(), "on its last day it is not over");
    let seen = run.state.version;
    run.today = run.today.plus_days(1);
    let refusing = Input { seen, reason: Some("ZONING_CONFLICT".into()), ..Input::default() };
    let late = run.state.clone();
    let event = case::deem(&PACK, &run.state, run.at()).unwrap();
    run.apply(&event);
    assert_eq!(run.state.stage, "deemed_signing");
    let officer = person("teknis-izin", Some("dpmptsp"));
    assert!(case::act(&PACK, &late, &officer, "refuse", &refusing, run.at()).is_ok(), "had they been faster");
    assert!(matches!(case::act(&PACK, &run.state, &officer, "refuse", &refusing, run.at()), Err(Refusal::Stale { .. })));
    assert!(case::deem(&PACK, &run.state, run.at()).is_none(), "once");
    step(&mut run, "sign", &[]);
    assert_eq!(status(&run), Status::InForce);
}

#[test]
fn silence_does_not_count_while_the_applicant_has_it() {
    let mut run = begun("86201", "200.000.000");
    step(&mut run, "return", &[]);
    run.today = run.state.promised_on.plus_days(20);
    assert!(case::deem(&PACK, &run.state, run.at()).is_none());
    step(&mut run, "resubmit", &[]);
    assert!(case::deem(&PACK, &run.state, run.at()).is_none(), "the days that the applicant had it are added");
}

#[test]
fn nobody_is_sent_back_in_the_last_hour_but_by_a_superior_who_says_why() {
    let mut run = begun("86201", "200.000.000");
    step(&mut run, "complete", &[]);
    run.today = run.state.due_on.unwrap();
    let officer = person("teknis-izin", Some("dpmptsp"));
    assert!(matches!(run.attempt_as(&officer, "return", &[], None), Err(Refusal::TooLateToReturn { .. })));
    let superior = person("kepala-teknis", Some("dpmptsp"));
    assert!(run.attempt_as(&superior, "return_again", &[], None).is_err(), "without a word it is not done");
    let words = |input: &mut Input| input.public_note = Some("Gambar reklame milik orang lain".into());
    assert!(run.attempt_with(&superior, "return_again", &[], None, words).is_ok());
    assert!(run.attempt_as(&officer, "return_again", &[], None).is_err(), "it is the superior's");
}

#[test]
fn older_cases_come_first_and_who_validated_does_not_approve() {
    let mut run = begun("55110", "7.000.000.000");
    let officer = person("verifikator-izin", Some("dpmptsp"));
    let passing = run.attempt_with(&officer, "complete", &[], None, |input| input.ahead = 3);
    assert!(matches!(passing, Err(Refusal::OutOfOrder { ahead: 3 })));
    let why = |input: &mut Input| (input.ahead, input.why_first) = (3, Some("Pemohon penyandang disabilitas".into()));
    let event = run.attempt_with(&officer, "complete", &[], None, why).unwrap();
    let case::Happening::Moved(moved) = &event.what else { panic!() };
    assert_eq!(moved.skipped.as_ref().unwrap().ahead, 3, "it is on record");
    run.apply(&event);
    step(&mut run, "recommendable", &[]);
    step(&mut run, "recommend", &[]);
    step(&mut run, "assess", &[("street_class", "utama")]);
    pays(&mut run);
    let section = person("kasi-izin", Some("dpmptsp"));
    let both = Person { account: officer.account, ..section.clone() };
    assert!(matches!(run.attempt_as(&both, "initial", &[], None), Err(Refusal::DecidedThere { .. })));
    assert!(run.attempt_as(&section, "initial", &[], None).is_ok());
}

#[test]
fn its_holder_is_told_in_time_and_what_is_over_is_over() {
    let mut run = begun("47112", "25.000.000");
    let mut told = vec![];
    for _ in 0..8 {
        let Some((on, _)) = case::licence_due(&PACK, &run.state, run.at()) else { break };
        run.today = on;
        let event = case::live_on(&PACK, &run.state, run.at()).unwrap();
        assert!(case::live_on(&PACK, &run.state, Instant::at(on.plus_days(-1), 10, 0, PACK.zone())).is_none(), "not a day before");
        told.push(on.to_string());
        run.apply(&event);
    }
    assert_eq!(told, ["2026-12-31", "2027-02-15", "2027-03-02", "2027-04-01"]);
    assert_eq!((status(&run), run.state.stage.as_str()), (Status::Expired, "expired"));
}
