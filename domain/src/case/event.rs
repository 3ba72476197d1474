//! The immutable facts about a case. They are the source of truth, the audit trail and the live feed.
use super::{Listed, Moved, Submitted};
use crate::{
    clock::StageClock,
    form::{Answers, Documents},
    judgement::Judged,
    number::CaseNumber,
    people::{AccountId, Actor, AgencyKey},
    time::{Day, Instant},
    workflow::Effect,
};
use serde::{Deserialize, Serialize};

/// The kinds of event after which a case is another one.
pub const CHANGING: [&str; 4] = ["submitted", "amended", "moved", "reversioned"];
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
        /// What the law makes of the answers now, by the rules of the day on which it was handed in; as before where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        judged: Option<Judged>,
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
    /// Its applicant wrote to the office that has it, or an officer of that office to the applicant.
    Said {
        /// What, without telephones, identity numbers, accounts and mail addresses.
        text: String,
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
    /// The service was away for a while on a day: its applicant has longer.
    Lengthened {
        /// The day.
        day: Day,
        /// Minutes that it was away, all in all.
        minutes: u32,
        /// By so many working days.
        days: u32,
        /// The stage's clock.
        clock: Option<StageClock>,
        /// Last day of the stage's term.
        due_on: Option<Day>,
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
    /// It went over to another version of its workflow.
    Reversioned {
        /// The version that it was of.
        from: u32,
        /// The version that it is of.
        to: u32,
        /// Why.
        reason: String,
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
        CHANGING.contains(&self.what.name()) && !(self.is_note() && self.actor.role.is_none())
    }

    /// Whether something was put on record that leaves the case where it is.
    fn is_note(&self) -> bool {
        matches!(&self.what, Happening::Moved(moved) if moved.effect == Effect::Note)
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

    /// Whether its applicant is told of it though the case stays where it is: a term is another one or comes to its end, an officer wrote
    /// to them, or raised a flag.
    #[must_use]
    pub fn is_told_in_place(&self) -> bool {
        match &self.what {
            Happening::Reminded { .. }
            | Happening::Rescheduled { .. }
            | Happening::Reversioned { .. }
            | Happening::Extended { .. }
            | Happening::Lengthened { .. } => true,
            Happening::Said { .. } => self.actor.role.is_some(),
            Happening::Moved(moved) => self.is_note() && self.actor.role.is_some() && !moved.raises.is_empty(),
            _ => false,
        }
    }

    /// Whether an officer decided something with it: a note and a look do not count.
    #[must_use]
    pub fn is_decision(&self) -> bool {
        self.actor.role.is_some() && matches!(&self.what, Happening::Moved(_)) && !self.is_note()
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
            Self::Said { .. } => "said",
            Self::Labelled { .. } => "labelled",
            Self::OpinionAsked { .. } => "opinion_asked",
            Self::OpinionGiven { .. } => "opinion_given",
            Self::Escalated { .. } => "escalated",
            Self::Extended { .. } => "extended",
            Self::Reminded { .. } => "reminded",
            Self::Rescheduled { .. } => "rescheduled",
            Self::Reversioned { .. } => "reversioned",
            Self::Lengthened { .. } => "lengthened",
        }
    }
}
