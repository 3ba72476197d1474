//! What happens by itself around the end of a term: a word to the applicant, or the end of the case.
use super::{CaseState, Event, Happening, Moved, act::outcome};
use crate::{
    form::{Answers, Documents},
    pack::Pack,
    people::Actor,
    time::{Day, Instant},
    workflow::{Begin, Timer},
};
use std::collections::BTreeMap;

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
    let what = match &timer.to {
        None => Happening::Reminded { timer: timer.key.clone(), stage: state.stage.clone() },
        Some(to) => {
            let (today, calendar) = (at.day(pack.zone()), pack.calendar());
            let to = pack.workflow_of(state)?.stage(to)?;
            let begin = Begin { today, fiscal_year: state.fiscal_year, answers: &state.answers, captured: &state.captured };
            let clock = to.clock.as_ref().and_then(|c| c.start(&begin, calendar));
            Happening::Moved(Box::new(Moved {
                action: timer.key.clone(),
                from: state.stage.clone(),
                to: to.key.clone(),
                effect: timer.effect,
                captured: Answers::default(),
                documents: Documents::default(),
                amended: Answers::default(),
                checklist: BTreeMap::new(),
                items: vec![],
                reason: None,
                public_note: None,
                amount: None,
                affair: None,
                agency: pack.holder_of(to, state.affair.as_deref()),
                left_clock: state.clock.as_ref().map(|c| c.pause(today, calendar)),
                due_on: clock.as_ref().and_then(|c| c.due(calendar)),
                clock,
                promised_on: state.promised_on,
                outcome: outcome(to.kind),
                recuses: false,
            }))
        }
    };
    Some(Event { version: state.version + 1, at, actor: Actor::system(), what })
}
