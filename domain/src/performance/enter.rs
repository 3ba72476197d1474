//! Whether an activity may be entered: by the day's rules, the catalogue, the person's positions and presence, and what they entered
//! already. Everything that is wrong is said at once, each at the box that it stands in.
use super::{
    cut::Presence,
    entry::{Entry, EntryStatus, Told},
    organisation::{Placement, StaffId},
    plan::AimId,
    rules::{CatalogueItem, Evidence, PerformanceRules},
    window::{self, Shut},
};
use crate::{
    calendar::WorkCalendar,
    time::{Day, Instant, Zone},
};

/// The most characters of a text.
pub const MOST_TEXT: usize = 1000;
/// The fewest.
pub const LEAST_TEXT: usize = 10;
/// The most files of an entry.
pub const MOST_PROOFS: usize = 4;

/// What is known when somebody enters something.
#[derive(Debug)]
pub struct Known<'a> {
    /// The rules.
    pub rules: &'a PerformanceRules,
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// The region's zone.
    pub zone: Zone,
    /// Now.
    pub now: Instant,
    /// Where they are placed.
    pub placements: &'a [Placement],
    /// The kinds of those positions, in the same order.
    pub kinds: &'a [String],
    /// What they entered for that day, this entry not among it.
    pub same_day: &'a [Entry],
    /// What is known of their presence on that day.
    pub presence: Option<&'a Presence>,
    /// Whether the month is past changing: its run is frozen.
    pub frozen: bool,
    /// The aims that were agreed with them for the year; none where no plan was.
    pub aims: &'a [AimId],
    /// When it was returned to be mended, where it was: its author then has as long as for a new one.
    pub returned: Option<Instant>,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The day.
    Day,
    /// The activity.
    Code,
    /// Begin and end.
    Time,
    /// How many.
    Volume,
    /// The words.
    Text,
    /// What shows it.
    Evidence,
    /// What it serves.
    Aim,
    /// The others who took part.
    With,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing can be entered for the day now.
    Shut(Shut),
    /// The month is closed.
    Frozen,
    /// They held no position on the day that enters activities.
    NoPosition,
    /// They were away.
    Away(String),
    /// No working day, and no order for it.
    NoWorkday,
    /// The catalogue has no such activity on the day.
    NoItem,
    /// It is not for their kind of position.
    NotForKind,
    /// Such an entry comes from the log of cases and can't be typed.
    FromCasesOnly,
    /// It was taken from a case, which shows something else.
    NotFromCase,
    /// The end is not after the beginning.
    NoTime,
    /// It ends later than now.
    NotOver,
    /// It overlaps with another one: from, until.
    Overlaps(u16, u16),
    /// None at all.
    NoVolume,
    /// More than a day has of it: so many are left.
    TooMany(u32),
    /// Too short.
    TextShort,
    /// Too long.
    TextLong,
    /// A file is needed.
    NoFile,
    /// A picture is needed.
    NoPicture,
    /// Too many files.
    TooManyFiles,
    /// It serves none of the aims that were agreed, and no order.
    NoAim,
    /// They name themselves.
    Self_,
}

/// What is wrong with an activity that somebody wants to enter; nothing, and then the minutes that it counts for.
///
/// # Errors
/// Every fault, with where it is.
pub fn check(known: &Known<'_>, staff: StaffId, told: &Told) -> Result<u32, Vec<(At, Fault)>> {
    let mut faults: Vec<(At, Fault)> = Vec::new();
    if known.frozen {
        faults.push((At::Day, Fault::Frozen));
    } else if let Err(shut) = window::may_enter(known.rules, known.calendar, known.zone, (told.day, known.returned), known.now) {
        faults.push((At::Day, Fault::Shut(shut)));
    }
    let kind = kind_on(known, told);
    let logs = kind.and_then(|k| known.rules.kind(k)).is_some_and(|k| k.logs);
    if !logs {
        faults.push((At::Day, Fault::NoPosition));
    }
    let ordered = told.order.as_deref().is_some_and(|o| !o.trim().is_empty());
    match known.presence.and_then(|p| p.granted(known.rules)) {
        Some(kind) if kind.away && !ordered => faults.push((At::Day, Fault::Away(kind.key.clone()))),
        _ if !known.calendar.is_workday(told.day) && !ordered => faults.push((At::Day, Fault::NoWorkday)),
        _ => {}
    }
    let item = known.rules.item(&told.code, told.day);
    match item {
        None => faults.push((At::Code, Fault::NoItem)),
        Some(item) => {
            // What comes from a case is one of what that case shows, and no other thing.
            if told.case.is_some() && (item.from_cases.is_empty() || told.volume != 1) {
                faults.push((At::Code, Fault::NotFromCase));
            }
            if logs && !item.kinds.is_empty() && !kind.is_some_and(|k| item.kinds.iter().any(|i| i == k)) {
                faults.push((At::Code, Fault::NotForKind));
            }
            faults.extend(shown(item, told));
            let done: u32 =
                known.same_day.iter().filter(|e| e.status.takes_time() && e.told.code == told.code).map(|e| e.told.volume).sum();
            let left = item.most_a_day.saturating_sub(done);
            if told.volume > left && told.volume > 0 {
                faults.push((At::Volume, Fault::TooMany(left)));
            }
        }
    }
    if told.volume == 0 {
        faults.push((At::Volume, Fault::NoVolume));
    }
    faults.extend(time_taken(known, told).map(|fault| (At::Time, fault)));
    match told.text.trim().chars().count() {
        n if n < LEAST_TEXT && told.case.is_none() => faults.push((At::Text, Fault::TextShort)),
        n if n > MOST_TEXT => faults.push((At::Text, Fault::TextLong)),
        _ => {}
    }
    if told.evidence.len() > MOST_PROOFS {
        faults.push((At::Evidence, Fault::TooManyFiles));
    }
    // Without a plan that was agreed there is nothing to hang on: then it counts, and the leaders see that it serves nothing.
    let lost = match told.aim {
        Some(aim) => !known.aims.contains(&aim),
        None => known.rules.hangs_on(told.day) && !known.aims.is_empty() && !ordered,
    };
    // What is not of the catalogue can serve nothing: that is told at its own box.
    if lost && item.is_some() {
        faults.push((At::Aim, Fault::NoAim));
    }
    if told.with.contains(&staff) {
        faults.push((At::With, Fault::Self_));
    }
    match item {
        Some(item) if faults.is_empty() => Ok(item.counts(told.volume, told.took())),
        _ => Err(faults),
    }
}

/// The kind of the position that an entry names, where it was held on the day.
fn kind_on<'a>(known: &Known<'a>, told: &Told) -> Option<&'a str> {
    let held = known.placements.iter().zip(known.kinds);
    held.into_iter().find(|(p, _)| p.position == told.position && p.holds(told.day)).map(|(_, kind)| kind.as_str())
}

fn shown(item: &CatalogueItem, told: &Told) -> Option<(At, Fault)> {
    let picture = told.evidence.iter().any(|p| p.media.starts_with("image/"));
    match item.evidence {
        Evidence::Case if told.case.is_none() => Some((At::Code, Fault::FromCasesOnly)),
        Evidence::File if told.evidence.is_empty() && told.case.is_none() => Some((At::Evidence, Fault::NoFile)),
        Evidence::Picture if !picture && told.case.is_none() => Some((At::Evidence, Fault::NoPicture)),
        _ => None,
    }
}

fn time_taken(known: &Known<'_>, told: &Told) -> Option<Fault> {
    if told.end <= told.start || told.end > 24 * 60 {
        return Some(Fault::NoTime);
    }
    let (hour, minute) = known.now.hour_minute(known.zone);
    let now = u16::from(hour) * 60 + u16::from(minute);
    if told.day == known.now.day(known.zone) && told.end > now {
        return Some(Fault::NotOver);
    }
    // Two officers' clicks on cases may lie within another activity: what the log of cases shows has no length of its own.
    let other = known.same_day.iter().filter(|e| e.status.takes_time()).find(|e| told.start < e.told.end && e.told.start < told.end)?;
    Some(Fault::Overlaps(other.told.start, other.told.end))
}

/// Whether an entry may still be mended or taken back by its author, as far as its status goes.
#[must_use]
pub fn is_mendable(status: EntryStatus) -> bool {
    matches!(status, EntryStatus::Entered | EntryStatus::Returned)
}

/// Where in a day the next activity of so many minutes fits: right after the last one, or at the beginning of work.
#[must_use]
pub fn next_free(rules: &PerformanceRules, day: Day, same_day: &[Entry], minutes: u16) -> Option<(u16, u16)> {
    let hours = rules.hours_on(day)?;
    let mut taken: Vec<(u16, u16)> = same_day.iter().filter(|e| e.status.takes_time()).map(|e| (e.told.start, e.told.end)).collect();
    taken.sort_unstable();
    let mut start = hours.opens;
    for (from, until) in taken {
        if start.saturating_add(minutes) <= from {
            break;
        }
        start = start.max(until);
    }
    let end = start.checked_add(minutes)?;
    (end <= 24 * 60).then_some((start, end))
}
