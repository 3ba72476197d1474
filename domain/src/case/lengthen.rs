//! An outage of the service gives its applicants longer, and offices not: slowness on purpose must not make anybody's term run out.
use super::{CaseState, Event, Happening, right::place};
use crate::{
    clock::StageClock,
    pack::Pack,
    people::Actor,
    time::{Day, Instant},
};

/// The event that gives a case's applicant longer, because the service was away for `minutes` of a day; `None` where the rule says
/// nothing of it, an office has the case, or it was lengthened for that day already.
#[must_use]
pub fn lengthen(pack: &Pack, state: &CaseState, day: Day, minutes: u32, at: Instant) -> Option<Event> {
    let rule = pack.desk.outage.as_ref().filter(|rule| minutes >= rule.minutes && rule.days > 0)?;
    let stage = place(pack, state).ok()?.stage;
    let ran = state.stage_since.day(pack.zone()) <= day && state.due_on.is_some_and(|due| day <= due);
    if !stage.is_applicants_term() || !ran || state.lengthened.contains(&day) {
        return None;
    }
    let clock = state.clock.as_ref().map(|c| StageClock { limit: c.limit.saturating_add(rule.days), ..c.clone() })?;
    let due_on = clock.due(pack.calendar());
    let what = Happening::Lengthened { day, minutes, days: rule.days, clock: Some(clock), due_on };
    Some(Event { version: state.version + 1, at, actor: Actor::system(), what })
}
