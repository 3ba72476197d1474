//! Patterns by which numbers were gamed elsewhere, looked for in a month of entries. A pattern opens a question that can be answered; it
//! cuts nothing by itself. Each is computed from what anybody with the entries could compute again, and says what it saw.
mod alike;
mod habits;
mod superiors;

pub use alike::{Shingles, looks_like};
pub use superiors::{Approvals, blanket};

use super::{
    cut::Presences,
    entry::{Entry, EntryId},
    organisation::StaffId,
    rules::{PatternRule, PerformanceRules},
};
use crate::{
    calendar::WorkCalendar,
    time::{Day, Zone},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PatternKind {
    /// The same words again and again, by one person.
    CopiedOwn,
    /// The same words as somebody else's.
    CopiedOther,
    /// The same file or picture for different days or people.
    SameProof,
    /// A file that was made before what it shows.
    OldProof,
    /// More minutes than presence.
    BeyondPresence,
    /// An activity on a day on which one was away or nobody worked, without an order.
    WhileAway,
    /// A month's work entered in its last days.
    MonthEnd,
    /// Round minutes throughout.
    RoundMinutes,
    /// Far longer than the norm.
    FarAboveNorm,
    /// Approved without being looked at.
    BlanketApproval,
    /// A meeting that others who were there know nothing of.
    MeetingDisputed,
}

impl PatternKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::CopiedOwn,
        Self::CopiedOther,
        Self::SameProof,
        Self::OldProof,
        Self::BeyondPresence,
        Self::WhileAway,
        Self::MonthEnd,
        Self::RoundMinutes,
        Self::FarAboveNorm,
        Self::BlanketApproval,
        Self::MeetingDisputed,
    ];

    /// Whether one entry shows it by degrees, so that its rule says from which figure on.
    #[must_use]
    pub const fn is_of_degree(self) -> bool {
        matches!(
            self,
            Self::CopiedOwn
                | Self::CopiedOther
                | Self::OldProof
                | Self::MonthEnd
                | Self::RoundMinutes
                | Self::FarAboveNorm
                | Self::BlanketApproval
        )
    }

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CopiedOwn => "copied_own",
            Self::CopiedOther => "copied_other",
            Self::SameProof => "same_proof",
            Self::OldProof => "old_proof",
            Self::BeyondPresence => "beyond_presence",
            Self::WhileAway => "while_away",
            Self::MonthEnd => "month_end",
            Self::RoundMinutes => "round_minutes",
            Self::FarAboveNorm => "far_above_norm",
            Self::BlanketApproval => "blanket_approval",
            Self::MeetingDisputed => "meeting_disputed",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which pattern.
    pub pattern: PatternKind,
    /// About whom.
    pub staff: StaffId,
    /// The figure that reached the rule's: a share in basis points, minutes, days.
    pub figure: u32,
    /// Of how many entries, minutes or days.
    pub of: u32,
    /// Entries that show it, some of them.
    pub entries: Vec<EntryId>,
}

/// The most entries that are kept as showing something.
pub const MOST_SHOWN: usize = 12;

/// What a month's entries of one unit are looked at with.
#[derive(Debug)]
pub struct Looking<'a> {
    /// The rules.
    pub rules: &'a PerformanceRules,
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// The region's zone.
    pub zone: Zone,
    /// The last day on which something can be entered for the month; none where the month's end is not looked at.
    pub closes: Option<Day>,
    /// What is known of presence.
    pub presence: &'a Presences,
    /// Days on which the service was away, so that late entries are nobody's fault.
    pub outages: &'a [Day],
}

/// What the entries of a month show, those of the people of one unit; withdrawn ones are not looked at.
#[must_use]
pub fn seen(looking: &Looking<'_>, entries: &[Entry]) -> Vec<Seen> {
    let mut by: BTreeMap<StaffId, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.status.takes_time()) {
        by.entry(entry.staff).or_default().push(entry);
    }
    let mut found = Vec::new();
    for (staff, own) in &by {
        let mut add = |seen: Option<Seen>| found.extend(seen);
        for rule in &looking.rules.patterns {
            add(match rule.key {
                PatternKind::CopiedOwn => alike::own(looking, rule, *staff, own),
                PatternKind::OldProof => habits::old_proof(rule, *staff, own),
                PatternKind::BeyondPresence => habits::beyond_presence(looking, rule, *staff, own),
                PatternKind::WhileAway => habits::while_away(looking, rule, *staff, own),
                PatternKind::MonthEnd => habits::month_end(looking, rule, *staff, own),
                PatternKind::RoundMinutes => habits::round_minutes(looking, rule, *staff, own),
                PatternKind::FarAboveNorm => habits::far_above_norm(looking, rule, *staff, own),
                PatternKind::CopiedOther | PatternKind::SameProof | PatternKind::BlanketApproval | PatternKind::MeetingDisputed => None,
            });
        }
    }
    let rule_of = |kind| looking.rules.patterns.iter().find(move |p: &&PatternRule| p.key == kind);
    if let Some(rule) = rule_of(PatternKind::CopiedOther) {
        found.extend(alike::others(looking, rule, &by));
    }
    if let Some(rule) = rule_of(PatternKind::SameProof) {
        found.extend(alike::proofs(rule, &by));
    }
    if let Some(rule) = rule_of(PatternKind::MeetingDisputed) {
        found.extend(superiors::meetings(looking, rule, &by));
    }
    found
}

/// A share in basis points.
fn share(part: u64, of: u64) -> u32 {
    (part * 10_000).checked_div(of).and_then(|bp| u32::try_from(bp).ok()).unwrap_or(0)
}

/// What was seen, where the rule's figure is reached over enough of it.
fn reached(rule: &PatternRule, staff: StaffId, figure: u32, of: u32, entries: impl IntoIterator<Item = EntryId>) -> Option<Seen> {
    let seen = || Seen { pattern: rule.key, staff, figure, of, entries: entries.into_iter().collect() };
    (figure >= rule.from && of >= rule.at_least).then(seen)
}
