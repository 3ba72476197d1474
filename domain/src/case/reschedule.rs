//! What a day off that is declared late does to a running case: its term and its promise are reckoned anew, so that an
//! office never loses a day and an applicant always reads the true date. A term that the law ends on a date stays there.
use super::{CaseState, Event, Happening};
use crate::{
    calendar::WorkCalendar,
    clock::StageClock,
    pack::Pack,
    people::Actor,
    time::{Day, Instant},
    workflow::{Begin, Effect},
};

/// The event that moves a case's dates to where the calendar has them now; `None` where they stand right.
#[must_use]
pub fn reschedule(pack: &Pack, state: &CaseState, at: Instant) -> Option<Event> {
    if !state.is_open() {
        return None;
    }
    let calendar = pack.calendar();
    let promised_on = promise(pack, state, calendar)?;
    let (clock, due_on) = match &state.clock {
        Some(clock) => {
            let clock = on_its_date(pack, state, clock, calendar);
            let due_on = clock.due(calendar);
            (Some(clock), due_on)
        }
        None => (None, state.due_on),
    };
    if due_on == state.due_on && promised_on == state.promised_on {
        return None;
    }
    let what = Happening::Rescheduled { clock, due_on, promised_on };
    Some(Event { version: state.version + 1, at, actor: Actor::system(), what })
}

/// The clock; where its term ends on a date, with as many days as lie before that date now.
fn on_its_date(pack: &Pack, state: &CaseState, clock: &StageClock, calendar: &WorkCalendar) -> StageClock {
    let rule = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).and_then(|s| s.clock.as_ref());
    // Days that were given beside the date stay given.
    let began = clock.running_since.filter(|_| clock.used == 0 && state.extended == 0 && state.lengthened.is_empty());
    let (Some(rule), Some(today)) = (rule.filter(|r| !r.dates.is_empty()), began) else { return clock.clone() };
    let begin = Begin { today, fiscal_year: state.fiscal_year, answers: &state.answers, captured: &state.captured };
    rule.start(&begin, calendar).unwrap_or_else(|| clock.clone())
}

/// The last day of the promise: the workflow's days from the submission, a day more for each that the applicant had it or that it
/// waited for a payment, and those by which its terms were extended.
pub(super) fn promise(pack: &Pack, state: &CaseState, calendar: &WorkCalendar) -> Option<Day> {
    let day = |at: Instant| at.day(pack.zone());
    let workflow = pack.workflow_of(state)?;
    let first = calendar.add_workdays(day(state.submitted_at), workflow.promise_days.saturating_add(state.extended_days));
    let away = state.visits.iter().filter_map(|v| {
        let paused = |effect: Effect| effect == Effect::Resubmit || workflow.stage(&v.stage).is_some_and(|s| s.pauses);
        let end = v.end.as_ref().filter(|e| paused(e.effect))?;
        u32::try_from(calendar.workdays_between(day(v.since), day(end.at))).ok()
    });
    Some(away.fold(first, |promised, days| calendar.add_workdays(promised, days)))
}
