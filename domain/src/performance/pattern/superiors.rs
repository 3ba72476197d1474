//! What needs more than one person's entries: approvals that nobody looked at, and meetings that the others know nothing of.
use super::{Looking, PatternKind, Seen, reached, share};
use crate::{
    performance::{
        entry::{Entry, EntryId},
        organisation::StaffId,
        rules::PatternRule,
    },
    time::Instant,
};
use std::collections::BTreeMap;

/// The approvals of one superior over a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approvals {
    /// Each with when, how many seconds it was open, whether its evidence was opened, and whether there was any.
    pub given: Vec<(EntryId, Instant, u32, bool, bool)>,
}

/// Approvals in such a hurry that nobody can have looked: so many a minute in a run, or a median under `rule.each` seconds, or evidence
/// hardly ever opened. `rule.from` is how many a minute, `rule.at_least` the run.
#[must_use]
pub fn blanket(rule: &PatternRule, staff: StaffId, approvals: &Approvals) -> Option<Seen> {
    let mut given = approvals.given.clone();
    given.sort_by_key(|g| g.1);
    let run = usize::try_from(rule.at_least).unwrap_or(usize::MAX).max(2);
    if given.len() < run {
        return None;
    }
    let of = u32::try_from(given.len()).unwrap_or(u32::MAX);
    let hurried = given.windows(run).find(|run| {
        let (first, last) = (run.first().map_or(0, |g| g.1.millis()), run.last().map_or(0, |g| g.1.millis()));
        let minutes_a_thousand = u64::try_from((last - first).max(1)).unwrap_or(1);
        (run.len() as u64) * 60_000 > u64::from(rule.from) * minutes_a_thousand
    });
    let mut looked: Vec<u32> = given.iter().map(|g| g.2).collect();
    looked.sort_unstable();
    let median = looked.get(looked.len() / 2).copied().unwrap_or(0);
    let shown = given.iter().filter(|g| g.4).count();
    let opened = given.iter().filter(|g| g.4 && g.3).count();
    let unopened = shown >= run && opened * 10 < shown;
    let entries = |run: &[(EntryId, Instant, u32, bool, bool)]| run.iter().map(|g| g.0).collect();
    let seen = |figure, entries| Seen { pattern: PatternKind::BlanketApproval, staff, figure, of, entries };
    match hurried {
        Some(run) => Some(seen(u32::try_from(run.len()).unwrap_or(u32::MAX), entries(run))),
        None if median < rule.each || unopened => Some(seen(median, entries(&given))),
        None => None,
    }
}

/// Minutes of meetings with others of whom fewer than half tell of it, among all minutes of meetings.
pub(super) fn meetings(looking: &Looking<'_>, rule: &PatternRule, by: &BTreeMap<StaffId, Vec<&Entry>>) -> Vec<Seen> {
    let is_together = |e: &Entry| looking.rules.item_ever(&e.told.code).is_some_and(|item| item.together);
    let mut found = Vec::new();
    for (staff, own) in by {
        let (mut disputed, mut all) = (0u64, 0u64);
        let mut shows = Vec::new();
        for entry in own.iter().filter(|e| is_together(e) && !e.told.with.is_empty()) {
            all += u64::from(entry.took());
            // Only those whose entries are at hand can confirm; who keeps no log says nothing either way.
            let asked: Vec<&StaffId> = entry.told.with.iter().filter(|who| by.contains_key(who)).collect();
            let confirms = |who: &&&StaffId| {
                by.get(who).is_some_and(|theirs| {
                    theirs.iter().any(|e| {
                        let overlaps = e.told.start < entry.told.end && entry.told.start < e.told.end;
                        is_together(e) && e.told.day == entry.told.day && overlaps
                    })
                })
            };
            let confirmed = asked.iter().filter(confirms).count();
            if !asked.is_empty() && confirmed * 2 < asked.len() {
                disputed += u64::from(entry.took());
                shows.push(entry.id);
            }
        }
        found.extend(reached(rule, *staff, share(disputed, all), u32::try_from(all).unwrap_or(u32::MAX), shows));
    }
    found
}
