//! What a superior may say of an entry, and who is one: never the author, never somebody whose work the author judges, and never a
//! machine in their place. What nobody judged in time goes to the next one up, and counts against whose duty it was.
use super::{
    entry::{Entry, EntryHappening, EntryStatus},
    organisation::{Rung, StaffId, judges},
    rules::PerformanceRules,
    window,
};
use crate::{
    calendar::WorkCalendar,
    time::{Instant, Zone},
};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stands.
    Approve,
    /// It stands, with other minutes.
    Correct {
        /// Minutes.
        minutes: u32,
        /// Why.
        why: String,
    },
    /// It goes back.
    Return {
        /// The reason's key.
        reason: String,
        /// In words.
        why: String,
    },
    /// It does not count.
    Refuse {
        /// The reason's key.
        reason: String,
        /// In words.
        why: String,
    },
}

/// How it was looked at before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Together with others.
    pub together: bool,
    /// Seconds for which it was open.
    pub seconds: u32,
    /// Whether its evidence was opened.
    pub evidence: bool,
}

/// Why a verdict is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoVerdict {
    /// It is one's own entry.
    Own,
    /// Its author judges one's own work.
    Circular,
    /// One is not its author's superior.
    NotSuperior,
    /// It is still for the one below to judge.
    NotYet,
    /// It does not wait to be judged.
    NotWaiting,
    /// The month is over.
    Closed,
    /// There is no such reason.
    NoReason,
    /// Words are missing.
    NoWhy,
    /// More minutes than it took, or than its norm.
    TooManyMinutes,
    /// It carries a flag, and is judged by itself.
    Flagged,
}

/// What is known when something is judged.
#[derive(Debug)]
pub struct Bench<'a> {
    /// The rules.
    pub rules: &'a PerformanceRules,
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// The region's zone.
    pub zone: Zone,
    /// Now.
    pub now: Instant,
    /// The author's line, the nearest first.
    pub line: &'a [Rung],
    /// Whose work the author judges.
    pub below: &'a [StaffId],
    /// Whether the month is past changing.
    pub frozen: bool,
    /// Whether the entry carries a flag.
    pub flagged: bool,
}

/// The event that a verdict gives.
///
/// # Errors
/// [`NoVerdict`].
pub fn judge(bench: &Bench<'_>, entry: &Entry, by: StaffId, verdict: Verdict, looked: Looked) -> Result<EntryHappening, NoVerdict> {
    if entry.staff == by {
        return Err(NoVerdict::Own);
    }
    let powers: Vec<(usize, StaffId)> = judges(bench.line, entry.staff, bench.below).collect();
    let Some(rung) = powers.iter().position(|(_, who)| *who == by) else {
        return Err(if bench.below.contains(&by) { NoVerdict::Circular } else { NoVerdict::NotSuperior });
    };
    if entry.status != EntryStatus::Entered {
        return Err(NoVerdict::NotWaiting);
    }
    let rule = bench.rules.entry_on(entry.told.day).ok_or(NoVerdict::Closed)?;
    let today = bench.now.day(bench.zone);
    if bench.frozen || today > window::judging_closes(rule, super::month::Month::of(entry.told.day)) {
        return Err(NoVerdict::Closed);
    }
    if rung > 0 && today <= window::judge_by(rule, bench.calendar, bench.zone, entry.since) {
        return Err(NoVerdict::NotYet);
    }
    if looked.together && bench.flagged {
        return Err(NoVerdict::Flagged);
    }
    let Looked { together, seconds, evidence } = looked;
    let stands = |minutes, why| EntryHappening::Approved { minutes, why, together, looked: seconds, evidence_opened: evidence };
    let reasoned = |reason: &str, why: &str| {
        if bench.rules.reason(reason).is_none() {
            return Err(NoVerdict::NoReason);
        }
        if why.trim().chars().count() < LEAST_WHY { Err(NoVerdict::NoWhy) } else { Ok(()) }
    };
    match verdict {
        Verdict::Approve => Ok(stands(entry.minutes, None)),
        Verdict::Correct { minutes, .. } if minutes > bench.rules.worth(&entry.told) => Err(NoVerdict::TooManyMinutes),
        Verdict::Correct { why, .. } if why.trim().chars().count() < LEAST_WHY => Err(NoVerdict::NoWhy),
        Verdict::Correct { minutes, why } => Ok(stands(minutes, Some(why.trim().to_owned()))),
        Verdict::Return { reason, why } => reasoned(&reason, &why).map(|()| EntryHappening::Returned { reason, why }),
        Verdict::Refuse { reason, why } => reasoned(&reason, &why).map(|()| EntryHappening::Refused { reason, why }),
    }
}

/// The fewest characters of a reason in words.
pub const LEAST_WHY: usize = 5;
