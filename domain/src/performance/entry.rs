//! An entry of the work log: what somebody did on a day, and what their superior said of it. An entry is the fold of its events.
use super::{
    organisation::{PositionKey, StaffId},
    plan::AimId,
};
use crate::{
    people::AccountId,
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Uuid);

/// What was done, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Told {
    /// The position it was done in.
    pub position: PositionKey,
    /// The day.
    pub day: Day,
    /// Minutes after midnight when it began,
    pub start: u16,
    /// and when it ended.
    pub end: u16,
    /// Its code in the catalogue.
    pub code: String,
    /// The aim of their plan that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<AimId>,
    /// The letter of the order, where it was ordered beyond the position (*tambahan*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// How many.
    pub volume: u32,
    /// What came of it.
    pub text: String,
    /// The others who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<StaffId>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Proof>,
    /// The event of a case that shows it by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<FromCase>,
}

/// A file that shows something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proof {
    /// BLAKE3 of its content, by which it is kept.
    pub hash: String,
    /// What it was called.
    pub name: String,
    /// What it is.
    pub media: String,
    /// Bytes.
    pub size: u64,
    /// How a picture looks, in 64 bits: pictures that look alike differ in few of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looks: Option<u64>,
    /// The day on which it says that it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Day>,
}

/// What in the log of cases an entry comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FromCase {
    /// The event's place in the log.
    pub seq: i64,
    /// The case's number.
    pub number: String,
}

/// What happened to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryEvent {
    /// Which.
    pub entry: EntryId,
    /// Counted from 1.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// By whose account.
    pub by: Option<AccountId>,
    /// By which member of staff.
    pub staff: Option<StaffId>,
    /// Whose duty it was to judge it before, and who did not do so in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_for: Option<StaffId>,
    /// What.
    pub what: EntryHappening,
}

/// What can happen to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EntryHappening {
    /// It was entered.
    Entered {
        /// What.
        told: Box<Told>,
        /// Minutes that it counts for if it stands.
        minutes: u32,
    },
    /// It was mended after it had been returned, or before anybody had judged it.
    Mended {
        /// What stands now.
        told: Box<Told>,
        /// Minutes that it counts for if it stands.
        minutes: u32,
    },
    /// Its author took it back.
    Withdrawn,
    /// It stands, with so many minutes.
    Approved {
        /// Minutes.
        minutes: u32,
        /// Why they are not those that it counted for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
        /// Together with others, without having been opened.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        together: bool,
        /// For how many seconds it was open before.
        #[serde(default)]
        looked: u32,
        /// Whether its evidence was opened.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        evidence_opened: bool,
    },
    /// It goes back to be mended.
    Returned {
        /// The reason's key.
        reason: String,
        /// In words.
        why: String,
    },
    /// It does not count.
    Refused {
        /// The reason's key.
        reason: String,
        /// In words.
        why: String,
    },
    /// An objection was granted: it counts after all.
    Overruled {
        /// Minutes.
        minutes: u32,
        /// In words.
        why: String,
    },
    /// Nobody judged it in time.
    Lapsed,
}

/// How an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// Its superior has to judge it.
    Entered,
    /// Its author has to mend it.
    Returned,
    /// It counts.
    Approved,
    /// It does not.
    Refused,
    /// It was taken back.
    Withdrawn,
    /// Nobody judged it in time.
    Lapsed,
}

impl EntryStatus {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Entered, Self::Returned, Self::Approved, Self::Refused, Self::Withdrawn, Self::Lapsed];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Whether the time it took is taken: nothing else can be entered for it.
    #[must_use]
    pub const fn takes_time(self) -> bool {
        matches!(self, Self::Entered | Self::Returned | Self::Approved)
    }
}

/// An entry as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which.
    pub id: EntryId,
    /// Whose.
    pub staff: StaffId,
    /// What was done.
    pub told: Told,
    /// How it stands.
    pub status: EntryStatus,
    /// How many events it has.
    pub version: u32,
    /// Minutes that it counts for: if it stands, or now that it does.
    pub minutes: u32,
    /// When it was entered first.
    pub entered_at: Instant,
    /// Since when it waits to be judged, or is judged.
    pub since: Instant,
    /// Who judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<StaffId>,
    /// For how many seconds it was open before it was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<u32>,
    /// Whether its evidence was opened then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence_opened: bool,
    /// Who was late to judge it, at whatever time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_for: Option<StaffId>,
    /// The reason's key, where it was returned or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was said of it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Entry {
    /// How long it took, minutes.
    #[must_use]
    pub fn took(&self) -> u32 {
        self.told.took()
    }

    /// The entry after its first event; nothing where that is another one.
    #[must_use]
    pub fn begin(event: &EntryEvent) -> Option<Self> {
        let (EntryHappening::Entered { told, minutes }, Some(staff)) = (&event.what, event.staff) else { return None };
        Some(Self {
            id: event.entry,
            staff,
            told: (**told).clone(),
            status: EntryStatus::Entered,
            version: event.version,
            minutes: *minutes,
            entered_at: event.at,
            since: event.at,
            judged_by: None,
            looked: None,
            evidence_opened: false,
            late_for: None,
            reason: None,
            why: None,
        })
    }

    /// The entry after one more event.
    #[must_use]
    pub fn after(mut self, event: &EntryEvent) -> Self {
        self.version = event.version;
        self.since = event.at;
        self.late_for = event.late_for.or(self.late_for);
        let said = |entry: &mut Self, status, reason: Option<&String>, why: Option<&String>| {
            entry.status = status;
            entry.judged_by = event.staff;
            entry.reason = reason.cloned();
            entry.why = why.cloned();
        };
        match &event.what {
            EntryHappening::Entered { .. } => {}
            EntryHappening::Mended { told, minutes } => {
                self.told = (**told).clone();
                self.minutes = *minutes;
                self.status = EntryStatus::Entered;
                self.judged_by = None;
            }
            EntryHappening::Withdrawn => self.status = EntryStatus::Withdrawn,
            EntryHappening::Approved { minutes, why, looked, evidence_opened, .. } => {
                self.minutes = *minutes;
                self.looked = Some(*looked);
                self.evidence_opened = *evidence_opened;
                said(&mut self, EntryStatus::Approved, None, why.as_ref());
            }
            EntryHappening::Returned { reason, why } => said(&mut self, EntryStatus::Returned, Some(reason), Some(why)),
            EntryHappening::Refused { reason, why } => said(&mut self, EntryStatus::Refused, Some(reason), Some(why)),
            EntryHappening::Overruled { minutes, why } => {
                self.minutes = *minutes;
                self.status = EntryStatus::Approved;
                self.why = Some(why.clone());
            }
            EntryHappening::Lapsed => self.status = EntryStatus::Lapsed,
        }
        self
    }
}

impl Told {
    /// Whether it hangs on something: an aim of the plan, or an order.
    #[must_use]
    pub fn hangs(&self) -> bool {
        self.aim.is_some() || self.order.is_some()
    }

    /// How long it took, minutes.
    #[must_use]
    pub fn took(&self) -> u32 {
        u32::from(self.end.saturating_sub(self.start))
    }
}

impl EntryHappening {
    /// Its name in the store.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Entered { .. } => "entered",
            Self::Mended { .. } => "mended",
            Self::Withdrawn => "withdrawn",
            Self::Approved { .. } => "approved",
            Self::Returned { .. } => "returned",
            Self::Refused { .. } => "refused",
            Self::Overruled { .. } => "overruled",
            Self::Lapsed => "lapsed",
        }
    }
}
