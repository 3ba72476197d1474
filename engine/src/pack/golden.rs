//! A made-up case of the shipped grant with its clock, for the scripts that lead it through the stages.
use super::load;
use crate::lists::OnList;
use domain::{
    case::{
        Ask, CaseId, CaseState, CheckMark, Event, Input, Refusal, Submission, Verdict, act, due_timers, fire, offers, prefilled, submit,
    },
    form::{Answer, Answers, Document, Documents, Field, Kind},
    number::{CaseNumber, SerialNumber},
    pack::{Pack, Service},
    people::{AccountId, AgencyKey, Person, Post, RoleKey},
    time::{Day, Instant},
    workflow::{Action, Effect, Needs, Stage},
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};
use uuid::Uuid;

pub(super) static PACK: LazyLock<Pack> = LazyLock::new(|| load(Path::new(super::shipped::REGIONS), "kota-bandung").unwrap());

pub(super) const APPLICANT: u128 = 1;

pub(super) fn service() -> &'static Service {
    PACK.service("hibah-uang").unwrap()
}

pub(super) fn day(text: &str) -> Day {
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

pub(super) fn proposal() -> Answers {
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
        ("received_last_year", "tidak"),
        ("helped_by", "tidak"),
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
pub(super) fn costs(answers: &mut Answers, count: u32, price: &str) {
    let row = [("item", "Buku dan honor pengajar"), ("count", &count.to_string()), ("unit", "paket"), ("price", price)];
    let row = row.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect::<BTreeMap<_, _>>();
    answers.0.insert("budget".to_owned(), Answer::Rows(vec![row]));
}

/// What a row of an action still asks for: as much as was planned.
fn whole_row(columns: &[Field], row: &mut BTreeMap<String, String>) {
    let planned = columns.iter().find(|c| c.fixed && matches!(c.kind, Kind::Rupiah { .. })).and_then(|c| row.get(&c.key).cloned());
    for column in columns {
        let text = match &column.kind {
            Kind::Computed { .. } => continue,
            Kind::Choice { options, .. } => options[0].key.clone(),
            Kind::Rupiah { .. } => planned.clone().unwrap_or_else(|| "1000".to_owned()),
            _ => "Contoh".to_owned(),
        };
        row.entry(column.key.clone()).or_insert(text);
    }
}

pub(super) fn papers(at: Instant, slots: &[&str]) -> Documents {
    let document = |slot: &&str| Document {
        slot: (*slot).to_owned(),
        hash: "0".repeat(64),
        name: format!("{slot}.pdf"),
        media: "application/pdf".to_owned(),
        size: 1000,
        at,
        taken: None,
    };
    Documents(slots.iter().map(document).collect())
}

pub(super) const PAPERS: &[&str] =
    &["proposal", "responsibility_letters", "deed", "tax_card", "domicile_letter", "operating_permit", "identity_cards", "bank_book"];

/// The one line of costs, brought down to what was granted.
pub(super) const PLAN: &[(&str, &str)] = &[("plan.0.amount", "40.000.000")];

/// A case and its clock.
pub(super) struct Run {
    pub(super) state: CaseState,
    pub(super) today: Day,
    pub(super) was: Vec<String>,
}

impl Run {
    pub(super) fn begin() -> Self {
        Self::submit(&proposal(), PAPERS).unwrap()
    }

    pub(super) fn submit(answers: &Answers, slots: &[&str]) -> Result<Self, Refusal> {
        let today = day("2026-03-02");
        let at = Instant::at(today, 9, 41, PACK.zone());
        let request = Submission {
            number: CaseNumber::new("HB", 2026, 1).unwrap(),
            applicant: Some(AccountId(Uuid::from_u128(APPLICANT))),
            keyed_by: None,
            answers,
            documents: &papers(at, slots),
            follows: None,
            together: vec![],
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
    pub(super) fn entered(&self, action: &Action, given: &[(&str, &str)]) -> Answers {
        let mut answers = prefilled(&PACK, &self.state, action, self.at());
        for field in &action.captures {
            let text = match (&field.kind, given.iter().find(|(k, _)| *k == field.key)) {
                (_, Some((_, text))) => (*text).to_owned(),
                (Kind::File { .. } | Kind::Computed { .. }, None) => continue,
                (Kind::Rows { columns, .. }, None) => {
                    let begun = answers.0.entry(field.key.clone()).or_insert_with(|| Answer::Rows(vec![BTreeMap::new()]));
                    if let Answer::Rows(rows) = begun {
                        rows.iter_mut().for_each(|row| whole_row(columns, row));
                    }
                    continue;
                }
                (Kind::Text { .. }, None) if field.same_as.as_deref() == Some("answers.leader_name") => {
                    self.state.answers.text("leader_name").to_owned()
                }
                (Kind::Point { .. }, None) => "-6.9147, 107.6098".to_owned(),
                (_, None) if answers.0.contains_key(&field.key) => continue,
                (Kind::Choice { options, .. }, None) => options[0].key.clone(),
                (Kind::Nik, None) => "9999017008850002".to_owned(),
                (Kind::Phone, None) => "0800-000-0002".to_owned(),
                (Kind::BankAccount, None) => "0000000099998".to_owned(),
                (Kind::Confirm, None) => "ya".to_owned(),
                (Kind::Date { .. }, None) => self.today.to_string(),
                (Kind::Number { .. }, None) => "7".to_owned(),
                (Kind::Rupiah { .. }, None) => "40.000.000".to_owned(),
                _ => "Contoh 99".to_owned(),
            };
            answers.set(&field.key, text);
        }
        // `plan.0.amount` is a row's column.
        for (name, text) in given {
            if let [key, row, column] = name.split('.').collect::<Vec<_>>()[..]
                && let Some(Answer::Rows(rows)) = answers.0.get_mut(key)
            {
                rows[row.parse::<usize>().unwrap()].insert(column.to_owned(), (*text).to_owned());
            }
        }
        answers
    }

    /// The person of the stage takes the action, as it would be offered on their desk.
    pub(super) fn attempt(&self, action: &str, given: &[(&str, &str)], reason: Option<&str>) -> Result<Event, Refusal> {
        let workflow = PACK.workflow_of(&self.state).unwrap();
        let stage = workflow.stage(&self.state.stage).unwrap();
        let known = workflow.action(&stage.key, action).unwrap_or_else(|| panic!("{} has no {action}", stage.key));
        let who = match (&stage.holder.role, known.by_applicant) {
            (Some(role), false) => person(role, self.state.agency.as_ref().map(|a| a.0.as_str())),
            _ => person("pemohon", None),
        };
        let offered = offers(&PACK, &self.state, &who, self.at());
        assert!(
            offered.iter().any(|o| o.action.key == action) != known.by_list,
            "{action} is not offered at {} to {}",
            stage.key,
            who.name
        );
        self.attempt_as(&who, action, given, reason)
    }

    /// The same, with cases that are alike to it.
    pub(super) fn attempt_beside(&self, alike: &[CaseNumber], action: &str) -> Result<Event, Refusal> {
        let who = person(self.stage().holder.role.as_deref().unwrap(), self.holder());
        self.attempt_with(&who, action, &[], None, |input| input.alike = alike.to_vec())
    }

    /// The same, with nothing marked on the checklist.
    pub(super) fn attempt_unmarked(&self, action: &str, reason: Option<&str>) -> Result<Event, Refusal> {
        let who = person(self.stage().holder.role.as_deref().unwrap(), self.holder());
        self.attempt_with(&who, action, &[], reason, |input| input.checklist.clear())
    }

    /// Given back for these parts.
    pub(super) fn attempt_asking(&self, items: Vec<Ask>) -> Result<Event, Refusal> {
        let who = person(self.stage().holder.role.as_deref().unwrap(), self.holder());
        self.attempt_with(&who, "return", &[], None, |input| input.items = items)
    }

    fn stage(&self) -> &'static Stage {
        PACK.workflow_of(&self.state).unwrap().stage(&self.state.stage).unwrap()
    }

    pub(super) fn attempt_as(&self, who: &Person, action: &str, given: &[(&str, &str)], reason: Option<&str>) -> Result<Event, Refusal> {
        self.attempt_with(who, action, given, reason, |_| {})
    }

    pub(super) fn attempt_with(
        &self,
        who: &Person,
        action: &str,
        given: &[(&str, &str)],
        reason: Option<&str>,
        change: impl FnOnce(&mut Input),
    ) -> Result<Event, Refusal> {
        let stage = PACK.workflow_of(&self.state).unwrap().stage(&self.state.stage).unwrap();
        let known = stage.actions.iter().find(|a| a.key == action).unwrap();
        let mark = CheckMark { verdict: Verdict::Fits, evidence: "Dilihat sendiri".to_owned() };
        let checklist = if known.checklist == Needs::Nothing { vec![] } else { stage.checklist.iter().map(|i| i.key.clone()).collect() };
        let mut input = Input {
            seen: self.state.version,
            captured: self.entered(known, given),
            documents: papers(
                self.at(),
                &known.captures.iter().filter(|f| matches!(f.kind, Kind::File { .. })).map(|f| f.key.as_str()).collect::<Vec<_>>(),
            ),
            checklist: checklist.into_iter().map(|k| (k, mark.clone())).collect(),
            items: if known.effect == Effect::Return {
                vec![Ask { field: "deed".to_owned(), reason: "Halaman dua tidak terbaca".to_owned(), due_on: None }]
            } else {
                vec![]
            },
            reason: reason.map(str::to_owned),
            list: known.by_list.then(|| self.list()),
            public_note: None,
            why_more: None,
            team: vec![],
            ahead: 0,
            why_first: None,
            declared: None,
            written_at: None,
            alike: vec![],
        };
        change(&mut input);
        act(&PACK, &self.state, who, action, &input, self.at())
    }

    /// What a case reads of the list that it is on.
    fn list(&self) -> serde_json::Value {
        let number = SerialNumber::new("DN", PACK.code(), 2026, 12).unwrap();
        let amount = self.state.last_amount().map_or(0, |a| a.rupiah.rupiah());
        let on = OnList {
            number: &number,
            edition: 1,
            signed_on: Some(self.today),
            approved: Some(("978/012", self.today)),
            rank: 3,
            amount,
            reason: Some("Urutannya keliru"),
        };
        on.facts()
    }

    #[track_caller]
    pub(super) fn goes(&mut self, action: &str, given: &[(&str, &str)]) -> &mut Self {
        self.goes_for(action, given, None)
    }

    #[track_caller]
    pub(super) fn goes_for(&mut self, action: &str, given: &[(&str, &str)], reason: Option<&str>) -> &mut Self {
        let from = self.state.stage.clone();
        let event = self.attempt(action, given, reason).unwrap_or_else(|e| panic!("{action} at {from}: {e:?}"));
        self.apply(&event);
        self
    }

    /// Refused by a condition of the pack.
    #[track_caller]
    pub(super) fn is_guarded(&self, action: &str, given: &[(&str, &str)]) {
        match self.attempt(action, given, None) {
            Err(Refusal::Guard { text, .. }) => assert!(!text.is_incomplete()),
            other => panic!("{action}: {other:?}"),
        }
    }

    /// What goes off by itself on a day, by key.
    pub(super) fn wakes(&mut self, on: &str) -> Vec<&'static str> {
        self.today = day(on);
        let mut rung = vec![];
        while let Some(timer) = due_timers(&PACK, &self.state, self.today).first() {
            rung.push(timer.key.as_str());
            let event = fire(&PACK, &self.state, timer, self.at()).unwrap();
            self.apply(&event);
        }
        rung
    }

    pub(super) fn holder(&self) -> Option<&str> {
        self.state.agency.as_ref().map(|a| a.0.as_str())
    }

    pub(super) fn reach_evaluation(&mut self) -> &mut Self {
        self.goes("complete", &[]).goes("direct", &[]).goes("classify", &[("affair", "pendidikan")])
    }

    pub(super) fn reach_decree(&mut self) -> &mut Self {
        self.reach_evaluation().goes("recommend", &[("amount", "42.000.000")]).goes("consider", &[("amount", "41.000.000")]);
        self.goes("support", &[]).goes("list", &[]).goes("approve", &[]).goes("record_budget", &[]);
        // Money is decreed and paid within its budget year.
        self.today = day("2027-03-02");
        self
    }

    /// Through the three hands of the payment.
    pub(super) fn paid(&mut self) -> &mut Self {
        self.goes("ask_order", &[]).goes("order", &[]).goes("pay", &[])
    }

    pub(super) fn reach_running(&mut self) -> &mut Self {
        self.reach_decree()
            .goes("decree", &[])
            .goes("request_payment", PLAN)
            .goes("prepare", &[])
            .goes("sign_agreement", &[])
            .paid()
            .goes("record_credit", &[])
    }
}
