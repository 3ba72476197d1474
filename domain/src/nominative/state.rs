//! What a list is after its events.
use super::ListId;
use crate::{
    case::{CaseId, CaseState},
    money::Rupiah,
    number::{CaseNumber, SerialNumber},
    people::{AccountId, Actor},
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};

/// One line of a list, as it was when the list was drawn up: ranks are places in the list, from 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The case.
    pub case: CaseId,
    /// The version of the case that the line was made of.
    pub seen: u32,
    /// The number on its receipt.
    pub number: CaseNumber,
    /// The recipient.
    pub organisation: String,
    /// What the money is for.
    pub title: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The rungs of its ladder of amounts, in their order.
    pub ladder: Vec<(String, Rupiah)>,
    /// What the list gives it.
    pub amount: Rupiah,
}

impl Entry {
    /// The line of a case as it stands; `None` where no amount was decided.
    #[must_use]
    pub fn of(state: &CaseState) -> Option<Self> {
        Some(Self {
            case: state.id,
            seen: state.changed,
            number: state.number.clone(),
            organisation: state.organisation.clone(),
            title: state.title.clone(),
            district: state.district.clone(),
            affair: state.affair.clone(),
            ladder: state.amounts.iter().map(|a| (a.rung.clone(), a.rupiah)).collect(),
            amount: state.last_amount()?.rupiah,
        })
    }
}

/// How far a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStatus {
    /// It is drawn up.
    Composing,
    /// Signed, and with the head of the region.
    Signed,
    /// Approved.
    Approved,
    /// Given up; its cases wait for another one.
    Dropped,
}

/// What a case of a list is doing now, seen from the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As the list has it.
    Fits,
    /// Somebody changed it since: its amount, its answers.
    Changed,
    /// It is not where the list needs it any more: refused, withdrawn, sent back.
    Gone,
}

/// A fact about a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListEvent {
    /// The list's version after it, from 1.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// What.
    pub what: ListHappening,
}

/// What can happen to a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ListHappening {
    /// Somebody began it.
    Begun {
        /// The service whose cases it holds.
        service: String,
        /// The budget year of all of them.
        fiscal_year: i32,
        /// Its number.
        number: SerialNumber,
    },
    /// Its lines, in the order of their ranks.
    Composed {
        /// All of them.
        entries: Vec<Entry>,
    },
    /// Signed, and on its way to the head of the region.
    Signed {
        /// Counts the signings.
        edition: u32,
        /// The day on the paper.
        on: Day,
    },
    /// Sent back to be drawn up again.
    SentBack {
        /// What should be other.
        reason: String,
    },
    /// Approved.
    Approved {
        /// The number of the approval sheet.
        sheet: String,
        /// Its day.
        on: Day,
        /// Cases that had left the list by then, such as those refused one by one.
        without: Vec<CaseNumber>,
    },
    /// Given up.
    Dropped {
        /// Why.
        reason: String,
    },
}

impl ListHappening {
    /// The kind's name in the store.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "begun",
            Self::Composed { .. } => "composed",
            Self::Signed { .. } => "signed",
            Self::SentBack { .. } => "sent_back",
            Self::Approved { .. } => "approved",
            Self::Dropped { .. } => "dropped",
        }
    }
}

/// A list as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NominativeList {
    /// Its id.
    pub id: ListId,
    /// Counts its events.
    pub version: u32,
    /// Counts its signings.
    pub edition: u32,
    /// The service.
    pub service: String,
    /// The budget year.
    pub fiscal_year: i32,
    /// Its number.
    pub number: SerialNumber,
    /// How far it is.
    pub status: ListStatus,
    /// Its lines, by rank.
    pub entries: Vec<Entry>,
    /// When it was begun.
    pub begun_at: Instant,
    /// Who signed last, and the day on the paper.
    pub signed: Option<(AccountId, Day)>,
    /// Why it was sent back last.
    pub sent_back: Option<String>,
    /// The approval sheet: its number and day.
    pub approved: Option<(String, Day)>,
    /// Cases that had left it when it was approved.
    pub without: Vec<CaseNumber>,
    /// When the last of its events was.
    pub changed_at: Instant,
}

impl NominativeList {
    /// The fold of a list's events; `None` where the first does not begin it.
    #[must_use]
    pub fn fold<'e>(id: ListId, events: impl IntoIterator<Item = &'e ListEvent>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let ListHappening::Begun { service, fiscal_year, number } = &first.what else { return None };
        let mut list = Self {
            id,
            version: first.version,
            edition: 0,
            service: service.clone(),
            fiscal_year: *fiscal_year,
            number: number.clone(),
            status: ListStatus::Composing,
            entries: vec![],
            begun_at: first.at,
            signed: None,
            sent_back: None,
            approved: None,
            without: vec![],
            changed_at: first.at,
        };
        events.for_each(|e| list.apply(e));
        Some(list)
    }

    /// One event further.
    pub fn apply(&mut self, event: &ListEvent) {
        self.version = event.version;
        self.changed_at = event.at;
        match &event.what {
            ListHappening::Begun { .. } => {}
            ListHappening::Composed { entries } => self.entries.clone_from(entries),
            ListHappening::Signed { edition, on } => {
                self.edition = *edition;
                self.status = ListStatus::Signed;
                self.signed = event.actor.account.map(|who| (who, *on));
                self.sent_back = None;
            }
            ListHappening::SentBack { reason } => {
                self.status = ListStatus::Composing;
                self.sent_back = Some(reason.clone());
            }
            ListHappening::Approved { sheet, on, without } => {
                self.status = ListStatus::Approved;
                self.approved = Some((sheet.clone(), *on));
                self.without.clone_from(without);
            }
            ListHappening::Dropped { .. } => self.status = ListStatus::Dropped,
        }
    }

    /// What all its lines give together; those that had left it when it was approved are left out.
    #[must_use]
    pub fn total(&self) -> Rupiah {
        Rupiah::total(self.entries.iter().filter(|e| !self.without.contains(&e.number)).map(|e| e.amount)).unwrap_or(Rupiah::MAX)
    }

    /// Whether its cases belong to it and to no other list.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.status != ListStatus::Dropped
    }
}
