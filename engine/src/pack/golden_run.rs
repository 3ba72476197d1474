//! Scripts of cases through the shipped grant: the good way, every side way, and what must be refused.
use super::load;
use domain::{
    case::{CaseId, CaseState, CheckMark, Event, Input, Outcome, Refusal, Submission, Verdict, act, amend, offers, submit},
    form::{Answer, Answers, Document, Documents, Field, Kind},
    number::CaseNumber,
    pack::{Pack, Service},
    people::{AccountId, AgencyKey, Person, Post, RoleKey},
    time::{Day, Instant},
    workflow::{Effect, Needs},
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};
use uuid::Uuid;

pub(super) static PACK: LazyLock<Pack> = LazyLock::new(|| load(Path::new(super::shipped::REGIONS), "kota-bandung").unwrap());

const APPLICANT: u128 = 1;

pub(super) fn service() -> &'static Service {
    PACK.service("hibah-uang").unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A persona: its role's number is its account's.
pub(super) fn person(role: &str, agency: Option<&str>) -> Person {
    let account = match role {
        "pemohon" => APPLICANT,
        _ => 100 + PACK.roles.iter().position(|r| r.key == role).unwrap() as u128,
    };
    let post = Post {
        region: PACK.code().clone(),
        role: RoleKey(role.to_owned()),
        agency: agency.map(|a| AgencyKey(a.to_owned())),
        from: day("2020-01-01"),
        until: None,
        acting: false,
    };
    let posts = if role == "pemohon" { vec![] } else { vec![post] };
    Person { account: AccountId(Uuid::from_u128(account)), name: role.to_owned(), posts }
}

fn proposal() -> Answers {
    let mut answers = Answers::default();
    for (key, text) in [
        ("organisation", "Yayasan Contoh Nusantara Fiktif"),
        ("legal_status", "yayasan"),
        ("registration_number", "AHU-9999999.AH.01.04.Tahun 2015"),
        ("founded_on", "2015-03-02"),
        ("district", "32.73.02"),
        ("village", "32.73.02.1004"),
        ("address", "Jalan Rekaan No. 99 RT 98 RW 99"),
        ("premises", "milik"),
        ("leader_name", "Tokoh Rekaan"),
        ("leader_nik", "9999017008850001"),
        ("leader_phone", "0800-000-0001"),
        ("leader_address", "Jalan Rekaan No. 98"),
        ("secretary_name", "Sekretaris Rekaan"),
        ("affair", "kebudayaan"),
        ("title", "Kelas membaca untuk 60 anak"),
        ("background", "Anak-anak belum lancar membaca."),
        ("aims", "Enam puluh anak lancar membaca."),
        ("beneficiaries", "60"),
        ("location", "Balai RW 99"),
        ("starts_on", "2027-05-03"),
        ("ends_on", "2027-09-30"),
        ("physical", "tidak"),
        ("government_programme", "tidak"),
        ("bank", "bjb"),
        ("account_number", "0000000099999"),
        ("account_holder", "Yayasan Contoh Nusantara Fiktif"),
        ("takes_responsibility", "ya"),
        ("not_double_funded", "ya"),
        ("data_true", "ya"),
        ("consents_to_publication", "ya"),
    ] {
        answers.set(key, text);
    }
    costs(&mut answers, 60, "750000");
    answers
}

/// One line of costs.
fn costs(answers: &mut Answers, count: u32, price: &str) {
    let row = [("item", "Buku dan honor pengajar"), ("count", &count.to_string()), ("unit", "paket"), ("price", price)];
    let row = row.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect::<BTreeMap<_, _>>();
    answers.0.insert("budget".to_owned(), Answer::Rows(vec![row]));
}

fn papers(at: Instant, slots: &[&str]) -> Documents {
    let document = |slot: &&str| Document {
        slot: (*slot).to_owned(),
        hash: "0".repeat(64),
        name: format!("{slot}.pdf"),
        media: "application/pdf".to_owned(),
        size: 1000,
        at,
    };
    Documents(slots.iter().map(document).collect())
}

const PAPERS: &[&str] =
    &["proposal", "responsibility_letters", "deed", "tax_card", "domicile_letter", "operating_permit", "identity_cards", "bank_book"];

/// A case and its clock.
pub(super) struct Run {
    pub(super) state: CaseState,
    today: Day,
    was: Vec<String>,
}

impl Run {
    pub(super) fn begin() -> Self {
        Self::submit(&proposal(), PAPERS).unwrap()
    }

    fn submit(answers: &Answers, slots: &[&str]) -> Result<Self, Refusal> {
        let today = day("2026-03-02");
        let at = Instant::at(today, 9, 41, PACK.zone());
        let request = Submission {
            number: CaseNumber::new("HB", 2026, 1).unwrap(),
            applicant: Some(AccountId(Uuid::from_u128(APPLICANT))),
            answers,
            documents: &papers(at, slots),
            at,
        };
        let event = submit(&PACK, service(), &request)?;
        let state = CaseState::begin(CaseId(Uuid::from_u128(9)), &event).unwrap();
        Ok(Self { was: vec![state.stage.clone()], state, today })
    }

    pub(super) fn at(&self) -> Instant {
        Instant::at(self.today, 10, 0, PACK.zone())
    }

    pub(super) fn apply(&mut self, event: &Event) {
        self.state.apply(event);
        if self.was.last() != Some(&self.state.stage) {
            self.was.push(self.state.stage.clone());
        }
    }

    /// What the person would enter: plausible for each kind, unless it is among `given`.
    fn entered(&self, fields: &[Field], given: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for field in fields {
            let text = match (&field.kind, given.iter().find(|(k, _)| *k == field.key)) {
                (_, Some((_, text))) => (*text).to_owned(),
                (Kind::Confirm, None) => "ya".to_owned(),
                (Kind::Date { .. }, None) => self.today.to_string(),
                (Kind::Number { .. }, None) => "7".to_owned(),
                (Kind::Rupiah { .. }, None) => "40.000.000".to_owned(),
                _ => "Contoh 99".to_owned(),
            };
            answers.set(&field.key, text);
        }
        answers
    }

    /// The person of the stage takes the action, as it would be offered on their desk.
    fn attempt(&self, action: &str, given: &[(&str, &str)], reason: Option<&str>) -> Result<Event, Refusal> {
        let workflow = PACK.workflow_of(&self.state).unwrap();
        let stage = workflow.stage(&self.state.stage).unwrap();
        let known = workflow.action(&stage.key, action).unwrap_or_else(|| panic!("{} has no {action}", stage.key));
        let who = match (&stage.holder.role, known.by_applicant) {
            (Some(role), false) => person(role, self.state.agency.as_ref().map(|a| a.0.as_str())),
            _ => person("pemohon", None),
        };
        let offered = offers(&PACK, &self.state, &who, self.at());
        assert!(offered.iter().any(|o| o.action.key == action), "{action} is not offered at {} to {}", stage.key, who.name);
        self.attempt_as(&who, action, given, reason)
    }

    fn attempt_as(&self, who: &Person, action: &str, given: &[(&str, &str)], reason: Option<&str>) -> Result<Event, Refusal> {
        let stage = PACK.workflow_of(&self.state).unwrap().stage(&self.state.stage).unwrap();
        let known = stage.actions.iter().find(|a| a.key == action).unwrap();
        let mark = CheckMark { verdict: Verdict::Fits, evidence: "Dilihat sendiri".to_owned() };
        let checklist = if known.checklist == Needs::Nothing { vec![] } else { stage.checklist.iter().map(|i| i.key.clone()).collect() };
        let input = Input {
            seen: self.state.version,
            captured: self.entered(&known.captures, given),
            checklist: checklist.into_iter().map(|k| (k, mark.clone())).collect(),
            items: if known.effect == Effect::Return { vec![("deed".to_owned(), "Halaman dua tidak terbaca".to_owned())] } else { vec![] },
            reason: reason.map(str::to_owned),
            public_note: None,
            why_more: None,
        };
        act(&PACK, &self.state, who, action, &input, self.at())
    }

    #[track_caller]
    pub(super) fn goes(&mut self, action: &str, given: &[(&str, &str)]) -> &mut Self {
        self.goes_for(action, given, None)
    }

    #[track_caller]
    fn goes_for(&mut self, action: &str, given: &[(&str, &str)], reason: Option<&str>) -> &mut Self {
        let from = self.state.stage.clone();
        let event = self.attempt(action, given, reason).unwrap_or_else(|e| panic!("{action} at {from}: {e:?}"));
        self.apply(&event);
        self
    }

    /// Refused by a condition of the pack.
    #[track_caller]
    fn is_guarded(&self, action: &str, given: &[(&str, &str)]) {
        match self.attempt(action, given, None) {
            Err(Refusal::Guard { text, .. }) => assert!(!text.is_incomplete()),
            other => panic!("{action}: {other:?}"),
        }
    }

    pub(super) fn holder(&self) -> Option<&str> {
        self.state.agency.as_ref().map(|a| a.0.as_str())
    }

    fn reach_evaluation(&mut self) -> &mut Self {
        self.goes("complete", &[]).goes("direct", &[]).goes("classify", &[("affair", "pendidikan")])
    }

    fn reach_decree(&mut self) -> &mut Self {
        self.reach_evaluation().goes("recommend", &[("amount", "42.000.000")]).goes("consider", &[("amount", "41.000.000")]);
        self.goes("support", &[]).goes("list", &[]).goes("approve", &[]).goes("record_budget", &[])
    }

    fn reach_running(&mut self) -> &mut Self {
        self.reach_decree().goes("decree", &[]).goes("request_payment", &[]).goes("sign", &[]).goes("pay", &[]).goes("record_credit", &[])
    }
}

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
    run.goes("request_payment", &[]).goes("sign", &[]).goes("pay", &[]).goes("confirm_received", &[]);
    run.goes("submit_report", &[("spent", "39.500.000"), ("unspent", "500.000")]).goes("register_report", &[]).goes("accept_report", &[]);
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
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["drawings"]);
    let mut slots = PAPERS.to_vec();
    slots.push("drawings");
    assert!(Run::submit(&answers, &slots).is_ok());

    let mut answers = proposal();
    costs(&mut answers, 1, "1.500.000.000");
    answers.set("government_programme", "ya");
    answers.set("programme_letter", "999/CONTOH/2026");
    assert!(Run::submit(&answers, PAPERS).is_ok());
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
    assert_eq!(run.holder(), Some("walikota"));
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
    run.is_guarded("request_payment", &[("plan_total", "39.999.999")]);
    run.goes("request_payment", &[]);
    run.is_guarded("sign", &[("agreement_amount", "41.000.000")]);
    run.goes("sign", &[]);
    run.is_guarded("pay", &[("paid_amount", "20.000.000")]);
    run.is_guarded("pay", &[("spp_on", "2026-03-02"), ("spm_on", "2026-03-01"), ("sp2d_on", "2026-03-02")]);
    run.goes("pay", &[("spp_on", "2026-02-27"), ("spm_on", "2026-02-28"), ("sp2d_on", "2026-03-02")]);
    run.is_guarded("confirm_received", &[("received_amount", "15.000.000")]);
    run.goes("confirm_received", &[]);
    run.is_guarded("submit_report", &[("spent", "39.000.000"), ("unspent", "0")]);
    run.goes("submit_report", &[("spent", "40.000.000"), ("unspent", "0")]);
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
    for closed in ["2026-12-15", "2027-11-30"] {
        run.today = day(closed);
        run.is_guarded("lapse", &[]);
    }
    run.today = day("2027-12-01");
    run.goes("lapse", &[]);
    assert_eq!(run.state.outcome, Some(Outcome::Lapsed));
}

#[test]
fn one_account_never_decides_twice_in_a_row() {
    let mut run = Run::begin();
    run.goes("complete", &[]);
    let mut both = person("tu", Some("setda-tu"));
    both.posts.extend(person("walikota", Some("walikota")).posts);
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
    run.goes("resume", &[]).goes("suspend", &[]).goes("recover", &[]).goes("record_refund", &[]);
    assert_eq!(run.state.outcome, Some(Outcome::Done));

    let mut run = Run::begin();
    let whole: &[(&str, &str)] = &[("spent", "40.000.000"), ("unspent", "0")];
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
