//! What one person's entries show by themselves: when they were entered, how long things took, and whether their author was there.
use super::{Looking, Seen, reached, share};
use crate::performance::{entry::Entry, organisation::StaffId, rules::PatternRule};
use std::collections::BTreeMap;

/// A file that says that it was made more than so many days before what it shows.
pub(super) fn old_proof(rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let old = |e: &&&Entry| e.told.evidence.iter().any(|p| p.made.is_some_and(|made| made < e.told.day.plus_days(-i64::from(rule.each))));
    let shows: Vec<_> = own.iter().filter(old).map(|e| e.id).collect();
    let n = u32::try_from(shows.len()).unwrap_or(u32::MAX);
    reached(rule, staff, n, n, shows)
}

/// Days with more minutes than the person was there, less the break. A day without both marks, and one away on duty, says nothing.
pub(super) fn beyond_presence(looking: &Looking<'_>, rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let mut days: BTreeMap<_, (u32, Vec<_>)> = BTreeMap::new();
    for entry in own.iter().filter(|e| e.told.order.is_none()) {
        let day = days.entry(entry.told.day).or_default();
        day.0 += entry.took();
        day.1.push(entry.id);
    }
    let mut shows = Vec::new();
    let mut n = 0;
    for (day, (minutes, entries)) in days {
        let Some(presence) = looking.presence.get(&staff).and_then(|days| days.get(&day)).filter(|p| p.absence.is_none()) else { continue };
        let (Some(there), Some(hours)) = (presence.minutes(), looking.rules.hours_on(day)) else { continue };
        if minutes > u32::from(there.saturating_sub(hours.rest)) {
            n += 1;
            shows.extend(entries);
        }
    }
    reached(rule, staff, n, n, shows)
}

/// Activities on days on which one was away, or nobody worked, without an order.
pub(super) fn while_away(looking: &Looking<'_>, rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let away = |e: &&&Entry| {
        let presence = looking.presence.get(&staff).and_then(|days| days.get(&e.told.day));
        let granted = presence.and_then(|p| p.granted(looking.rules)).is_some_and(|kind| kind.away);
        e.told.order.is_none() && (granted || !looking.calendar.is_workday(e.told.day))
    };
    let shows: Vec<_> = own.iter().filter(away).map(|e| e.id).collect();
    let n = u32::try_from(shows.len()).unwrap_or(u32::MAX);
    reached(rule, staff, n, n, shows)
}

/// The share of minutes that were entered in the month's last days, for what was done before them. What an outage delayed is spared.
pub(super) fn month_end(looking: &Looking<'_>, rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let last_days_from = looking.closes?.plus_days(1 - i64::from(rule.each));
    let spared = |e: &Entry| looking.outages.iter().any(|day| (e.told.day..=e.told.day.plus_days(1)).contains(day));
    let counted: Vec<&&Entry> = own.iter().filter(|e| e.told.case.is_none() && !spared(e)).collect();
    let minutes = |entries: &[&&Entry]| entries.iter().map(|e| u64::from(e.took())).sum::<u64>();
    let late: Vec<&&Entry> =
        counted.iter().copied().filter(|e| e.entered_at.day(looking.zone) >= last_days_from && e.told.day < last_days_from).collect();
    let (late_minutes, all) = (minutes(&late), minutes(&counted));
    reached(rule, staff, share(late_minutes, all), u32::try_from(late_minutes).unwrap_or(u32::MAX), late.iter().map(|e| e.id))
}

/// The share of entries whose minutes are a multiple of so many, where the norm is none.
pub(super) fn round_minutes(looking: &Looking<'_>, rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let is_round = |minutes: u32| minutes.checked_rem(rule.each) == Some(0);
    // What is round by its norm is round by itself.
    let norm_is_round = |e: &Entry| looking.rules.item_ever(&e.told.code).is_some_and(|i| is_round(i.norm(e.told.volume)));
    let counted: Vec<&&Entry> = own.iter().filter(|e| e.told.case.is_none() && !norm_is_round(e)).collect();
    let round: Vec<&&Entry> = counted.iter().copied().filter(|e| is_round(e.took())).collect();
    let of = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    reached(rule, staff, share(round.len() as u64, u64::from(of)), of, round.iter().map(|e| e.id))
}

/// The share of entries that took more than so many basis points of their norm.
pub(super) fn far_above_norm(looking: &Looking<'_>, rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let far = |e: &Entry| {
        let norm = looking.rules.item_ever(&e.told.code).map_or(0, |item| item.norm(e.told.volume));
        norm > 0 && u64::from(e.took()) * 10_000 > u64::from(norm) * u64::from(rule.each)
    };
    let shows: Vec<_> = own.iter().filter(|e| far(e)).map(|e| e.id).collect();
    let of = u32::try_from(own.len()).unwrap_or(u32::MAX);
    reached(rule, staff, share(shows.len() as u64, u64::from(of)), of, shows)
}
