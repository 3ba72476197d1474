//! What the events of a case carry: the submission's facts, a move's, and their parts.
use super::{CaseId, CaseState, Event, Outcome};
use crate::{
    clock::StageClock,
    form::{Answers, Documents},
    formula::Worked,
    judgement::Judged,
    licence::Marked,
    money::Rupiah,
    number::{CaseNumber, SerialNumber},
    people::{AccountId, AgencyKey, RoleKey},
    text::Text,
    time::{Day, Instant},
    workflow::Effect,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands for a case in lists, read off its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The activity.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The first rung of the ladder of amounts.
    pub amount: Option<Amount>,
}

/// The submission's facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// The service.
    pub service: String,
    /// The workflow's version, kept for the whole life of the case.
    pub workflow: u32,
    /// The number on the receipt.
    pub number: CaseNumber,
    /// Whose case it is.
    pub applicant: Option<AccountId>,
    /// The officer who keyed it in from paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyed_by: Option<AccountId>,
    /// The answers, sealed fields sealed.
    pub answers: Answers,
    /// The files.
    pub documents: Documents,
    /// What the case is called in lists: the activity.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs chosen by the applicant.
    pub affair: Option<String>,
    /// Budget year that the money is asked for.
    pub fiscal_year: i32,
    /// The first rung of the ladder of amounts.
    pub amount: Option<Amount>,
    /// Where it goes.
    pub stage: String,
    /// The agency that holds it.
    pub agency: Option<AgencyKey>,
    /// The stage's clock.
    pub clock: Option<StageClock>,
    /// Last day of the stage's term.
    pub due_on: Option<Day>,
    /// Last day of the promised decision.
    pub promised_on: Day,
    /// What the law made of the answers on the day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub judged: Judged,
    /// The licence that it follows: one that is renewed, changed or passed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Follows>,
    /// What was asked for with it in one file, by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<CaseNumber>,
}

/// The licence that a request follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// Its number.
    pub serial: SerialNumber,
    /// Its case.
    pub case: CaseId,
    /// That case's number.
    pub number: CaseNumber,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// That older cases were passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// How many came before and still wait.
    pub ahead: u32,
    /// Why.
    pub reason: String,
}

/// A flag that somebody raised; it stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Which, by its key.
    pub flag: String,
    /// When.
    pub at: Instant,
    /// The stage.
    pub stage: String,
    /// The officer whose act it was; nobody where the applicant said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
}

/// A move's facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The action.
    pub action: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// What the move means.
    pub effect: Effect,
    /// What was captured.
    #[serde(default, skip_serializing_if = "is_none_answered")]
    pub captured: Answers,
    /// The files that came with it.
    #[serde(default, skip_serializing_if = "is_without_files")]
    pub documents: Documents,
    /// Answers of the form that are other ones from here on: a new leader.
    #[serde(default, skip_serializing_if = "is_none_answered")]
    pub amended: Answers,
    /// The checklist.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub checklist: BTreeMap<String, CheckMark>,
    /// What the applicant should mend.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ReturnItem>,
    /// Reason code of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What everyone may read about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_note: Option<String>,
    /// A new rung of the ladder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// A new field of affairs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affair: Option<String>,
    /// The agency that holds the case now.
    pub agency: Option<AgencyKey>,
    /// The clock of the stage that was left, as it stands.
    pub left_clock: Option<StageClock>,
    /// The clock of the stage that was entered.
    pub clock: Option<StageClock>,
    /// Last day of the entered stage's term.
    pub due_on: Option<Day>,
    /// The promise, moved by pauses.
    pub promised_on: Day,
    /// How the case ended, where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Whether whoever did it stands aside from now on.
    #[serde(default)]
    pub recuses: bool,
    /// What it does to the case's licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Marked>,
    /// The sum that was done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worked: Option<Box<Worked>>,
    /// Who was drawn to go there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<AccountId>,
    /// Whether older cases were passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Skipped>,
    /// The flags that it raises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raises: Vec<String>,
    /// How far from the declared place it was put on record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measured: Vec<super::Measured>,
    /// When it was written on a device that had no line then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_at: Option<Instant>,
}

impl Moved {
    /// What is put on record where the case is: nothing moves, and nothing more is said of it.
    #[must_use]
    pub fn in_place(state: &CaseState, action: &str) -> Self {
        Self {
            action: action.to_owned(),
            from: state.stage.clone(),
            to: state.stage.clone(),
            effect: Effect::Note,
            captured: Answers::default(),
            documents: Documents::default(),
            amended: Answers::default(),
            checklist: BTreeMap::new(),
            items: vec![],
            reason: None,
            public_note: None,
            amount: None,
            affair: None,
            agency: state.agency.clone(),
            left_clock: state.clock.clone(),
            clock: state.clock.clone(),
            due_on: state.due_on,
            promised_on: state.promised_on,
            outcome: state.outcome,
            recuses: false,
            licence: None,
            worked: None,
            team: vec![],
            skipped: None,
            raises: vec![],
            measured: vec![],
            written_at: None,
        }
    }
}

fn is_none_answered(answers: &Answers) -> bool {
    answers.0.is_empty()
}

fn is_without_files(documents: &Documents) -> bool {
    documents.0.is_empty()
}

/// One rung of the ladder as it was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The rung's key.
    pub rung: String,
    /// Whole rupiah.
    pub rupiah: Rupiah,
    /// Why it is what it is; has to be said where it is more than the rung before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_more: Option<String>,
    /// When and by whom. In a case's state alone: the event says it of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<Box<Setting>>,
}

/// When an amount was set, and by which post; the applicant's own has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// When.
    pub at: Instant,
    /// The role used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleKey>,
    /// The agency acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyKey>,
}

impl Amount {
    /// An amount without more words.
    #[must_use]
    pub fn new(rung: impl Into<String>, rupiah: Rupiah) -> Self {
        Self { rung: rung.into(), rupiah, why_more: None, set: None }
    }

    /// The same, as the event set it.
    #[must_use]
    pub(super) fn set_by(mut self, event: &Event) -> Self {
        self.set = Some(Box::new(Setting { at: event.at, role: event.actor.role.clone(), agency: event.actor.agency.clone() }));
        self
    }
}

/// What an officer found about one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// *Sesuai*.
    Fits,
    /// *Tidak sesuai*.
    DoesNotFit,
    /// *Tidak berlaku*.
    DoesNotApply,
}

/// An item's verdict and the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckMark {
    /// What was found.
    pub verdict: Verdict,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// One thing the applicant is asked to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnItem {
    /// The form's field.
    pub field: String,
    /// The field's label when it was asked.
    pub label: Text,
    /// What is wrong with it.
    pub reason: String,
    /// Last day for this item, where it is not the stage's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
}
