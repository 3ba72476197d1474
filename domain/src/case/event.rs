//! The immutable facts about a case. They are the source of truth, the audit trail and the live feed.
use crate::{
    clock::StageClock,
    form::{Answers, Documents},
    money::Rupiah,
    number::CaseNumber,
    people::{AccountId, Actor, AgencyKey, RoleKey},
    text::Text,
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kinds of event after which a case is another one.
pub const CHANGING: [&str; 3] = ["submitted", "amended", "moved"];
/// The kinds that the desk alone hears of as they happen: who has a case on their pile, what officers write among themselves.
pub const OF_DESK: [&str; 7] = ["assigned", "held", "noted", "labelled", "opinion_asked", "opinion_given", "escalated"];

/// One fact: what happened, when, by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The case's version after this event; 1 is the submission.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// What.
    pub what: Happening,
}

/// What can happen to a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// A citizen handed the request in.
    Submitted(Box<Submitted>),
    /// The applicant mended what was asked for.
    Amended {
        /// The answers that changed.
        answers: Answers,
        /// All documents as they are now.
        documents: Documents,
        /// What changed in them, by field key.
        changed: Vec<String>,
        /// What stands for the case in lists now.
        listed: Listed,
    },
    /// Somebody moved the case on, back or to its end.
    Moved(Box<Moved>),
    /// An officer looked at a sealed answer.
    Revealed {
        /// The field.
        field: String,
    },
    /// An officer compared the case with another that is alike, and said whether it is the same thing asked twice.
    Compared {
        /// The other case.
        other: CaseNumber,
        /// Whether it is asked twice.
        double: bool,
        /// Why.
        reason: String,
    },
    /// Whoever works on it at its desk changed.
    Assigned {
        /// Who does now; nobody where it was given back to the desk.
        to: Option<AccountId>,
        /// Until when, where they took it themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Instant>,
        /// How it came about.
        how: super::Handing,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// An officer put it aside for a while, or took it up again before.
    Held {
        /// The day on which it is in the list again.
        until: Option<Day>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// An officer wrote a note for others.
    Noted {
        /// What.
        text: String,
        /// Who is told of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<AccountId>,
    },
    /// An officer marked the case otherwise.
    Labelled {
        /// Marks that came.
        add: Vec<String>,
        /// Marks that went.
        remove: Vec<String>,
    },
    /// Another agency was asked for its opinion.
    OpinionAsked {
        /// Which.
        agency: AgencyKey,
        /// What it was asked.
        question: String,
        /// Whether the applicant reads neither question nor answer.
        confidential: bool,
        /// The last day for the answer.
        due_on: Day,
    },
    /// It gave it.
    OpinionGiven {
        /// The version of the case with which it was asked.
        asked: u32,
        /// The opinion.
        text: String,
        /// As it was asked.
        confidential: bool,
    },
    /// The case was late, or close to it, and somebody was told.
    Escalated {
        /// The step of the chain.
        step: String,
        /// The stage.
        stage: String,
        /// Whether its term was over.
        late: bool,
    },
    /// An officer extended the stage's term.
    Extended {
        /// By so many working days.
        days: u32,
        /// Why; the applicant reads it.
        reason: String,
        /// The stage's clock.
        clock: Option<StageClock>,
        /// Last day of the stage's term.
        due_on: Option<Day>,
        /// Last day of the promised decision.
        promised_on: Day,
    },
    /// The calendar changed: a day off was declared, and the dates moved with it.
    Rescheduled {
        /// The stage's clock.
        clock: Option<StageClock>,
        /// Last day of the stage's term.
        due_on: Option<Day>,
        /// Last day of the promised decision.
        promised_on: Day,
    },
    /// A timer of the stage told the applicant something.
    Reminded {
        /// The timer.
        timer: String,
        /// The stage.
        stage: String,
    },
}

impl Event {
    /// Whether the case's answers are others after it.
    #[must_use]
    pub fn changes_answers(&self) -> bool {
        match &self.what {
            Happening::Submitted(_) | Happening::Amended { .. } => true,
            Happening::Moved(moved) => !moved.amended.0.is_empty(),
            _ => false,
        }
    }

    /// Whether the case is another one after it: a decision made on a page from before is then stale.
    #[must_use]
    pub fn changes_the_case(&self) -> bool {
        CHANGING.contains(&self.what.name())
    }

    /// Whether it is the desk's own business, which its applicant and the public are not told: who has it on their pile, what
    /// officers write among themselves, that a term comes to its end.
    #[must_use]
    pub fn is_of_the_desk(&self) -> bool {
        match &self.what {
            Happening::Assigned { .. } | Happening::Held { .. } | Happening::Noted { .. } | Happening::Labelled { .. } => true,
            Happening::OpinionAsked { confidential, .. } | Happening::OpinionGiven { confidential, .. } => *confidential,
            Happening::Escalated { late, .. } => !late,
            _ => false,
        }
    }

    /// Whether an officer decided something with it: a note and a look do not count.
    #[must_use]
    pub fn is_decision(&self) -> bool {
        self.actor.role.is_some() && matches!(&self.what, Happening::Moved(m) if m.effect != crate::workflow::Effect::Note)
    }
}

impl Happening {
    /// The kind's name in the store and in the API.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "submitted",
            Self::Amended { .. } => "amended",
            Self::Moved(_) => "moved",
            Self::Revealed { .. } => "revealed",
            Self::Compared { .. } => "compared",
            Self::Assigned { .. } => "assigned",
            Self::Held { .. } => "held",
            Self::Noted { .. } => "noted",
            Self::Labelled { .. } => "labelled",
            Self::OpinionAsked { .. } => "opinion_asked",
            Self::OpinionGiven { .. } => "opinion_given",
            Self::Escalated { .. } => "escalated",
            Self::Extended { .. } => "extended",
            Self::Reminded { .. } => "reminded",
            Self::Rescheduled { .. } => "rescheduled",
        }
    }
}

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
    pub effect: crate::workflow::Effect,
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
    pub outcome: Option<super::Outcome>,
    /// Whether whoever did it stands aside from now on.
    #[serde(default)]
    pub recuses: bool,
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
