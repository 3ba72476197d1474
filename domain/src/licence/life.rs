//! What happens to a licence by itself, and when next: a word to its holder, a look at how it is used, its end.
use super::{LicenceRule, Notice, Status, Supervision};
use crate::{
    case::CaseState,
    rule::Facts,
    time::{Day, Zone},
};

/// What is due of a licence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Due<'p> {
    /// Its holder is told something.
    Told(&'p Notice),
    /// Somebody looks at how it is used.
    Looked(&'p Supervision),
    /// Its grace is over.
    Expired,
}

/// What happens next to a case's licence by itself, and on which day; nothing where it is not in force. `facts` are those of the
/// case, for the rules that say which licences are looked at.
#[must_use]
pub fn next_due<'p>(rule: &'p LicenceRule, state: &CaseState, facts: &Facts, zone: Zone) -> Option<(Day, Due<'p>)> {
    let licence = state.licence.as_ref().filter(|l| l.status == Status::InForce)?;
    let untold = |n: &&Notice| !licence.told.contains(&n.key);
    let told = licence.until.into_iter().flat_map(|until| {
        let first_day = licence.from;
        rule.notices.iter().filter(untold).map(move |n| (until.plus_days(-n.before).max(first_day), Due::Told(n)))
    });
    let looked = rule.supervision.iter().filter_map(|s| Some((looked_on(s, state, facts, zone)?, Due::Looked(s))));
    let expired = licence.until.map(|until| (until.plus_days(i64::from(rule.grace_days) + 1), Due::Expired));
    told.chain(looked).chain(expired).min_by_key(|(day, _)| *day)
}

/// The day of the next look; `None` where there is none, or no other one.
fn looked_on(s: &Supervision, state: &CaseState, facts: &Facts, zone: Zone) -> Option<Day> {
    let from = state.licence.as_ref()?.from;
    let drawn = state.id.0.as_u128() % 100 < u128::from(s.percent);
    if !drawn || !s.when.holds(facts).unwrap_or(true) {
        return None;
    }
    let last = state.visits.iter().filter(|v| v.stage == s.to).map(|v| v.since.day(zone)).filter(|day| *day >= from).max();
    match last {
        None => Some(from.plus_days(i64::from(s.first_after))),
        Some(_) if s.months == 0 => None,
        Some(day) => Some(day.plus_months(s.months)),
    }
}
