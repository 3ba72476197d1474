//! What happens by itself around the end of a term: a word to the applicant, or the end of the case.
use super::{CaseState, Event, Happening, arrive};
use crate::{
    pack::Pack,
    people::Actor,
    time::{Day, Instant},
    workflow::Timer,
};

/// The timers that are due on `today` and have not gone off yet, the earliest first.
#[must_use]
pub fn due_timers<'p>(pack: &'p Pack, state: &CaseState, today: Day) -> Vec<&'p Timer> {
    let Some(stage) = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)) else { return vec![] };
    let Some(due) = state.due_on.filter(|_| state.is_open()) else { return vec![] };
    let mut ripe: Vec<&Timer> =
        stage.timers.iter().filter(|t| due.plus_days(t.after) <= today && !state.reminded.contains(&t.key)).collect();
    ripe.sort_by_key(|t| t.after);
    ripe
}

/// What a timer does: the case goes to its end, or the applicant is told. `None` where the timer's stage is not there.
#[must_use]
pub fn fire(pack: &Pack, state: &CaseState, timer: &Timer, at: Instant) -> Option<Event> {
    let Some(to) = &timer.to else {
        let what = Happening::Reminded { timer: timer.key.clone(), stage: state.stage.clone() };
        return Some(Event { version: state.version + 1, at, actor: Actor::system(), what });
    };
    let to = pack.workflow_of(state)?.stage(to)?;
    Some(arrive::by_itself(pack, state, &arrive::Step { key: &timer.key, to, effect: timer.effect }, at))
}
