//! A running case that goes over to another version of its workflow: an act of whoever administers the region, with a reason, that can be
//! taken back by another one. What the case used of its term stays used; nothing starts over.
use super::{CaseState, Event, Happening, reschedule::promise};
use crate::{
    clock::StageClock,
    pack::Pack,
    people::Actor,
    time::{Day, Instant},
    workflow::{Begin, Stage, Workflow},
};

/// Why a case can't go over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It has ended.
    Ended,
    /// It is of that version, or changed just now.
    Same,
    /// There is no such version.
    NoVersion,
    /// The version has not the stage that the case stands at, or comes back to.
    NoStage(String),
    /// The stage is held by another post there, or nobody can be found for it.
    OtherHolder(String),
}

/// The event by which a case goes over to version `to` of its workflow.
///
/// # Errors
/// [`Misfit`].
pub fn reversion(pack: &Pack, state: &CaseState, to: u32, (actor, reason): (Actor, &str), at: Instant) -> Result<Event, Misfit> {
    if !state.is_open() {
        return Err(Misfit::Ended);
    }
    if state.workflow == to {
        return Err(Misfit::Same);
    }
    let workflow = pack.service(&state.service).and_then(|s| s.workflow(to)).ok_or(Misfit::NoVersion)?;
    let stage = stage_of(workflow, &state.stage)?;
    // What a case comes back to has to be there too: from its applicant, or from a refusal that is objected to.
    for back in state.returned_from.iter().map(|(stage, _, _)| stage).chain(&state.refused_from) {
        stage_of(workflow, back)?;
    }
    let post_now = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).map(|now| &now.holder.role);
    let other_agency = stage.holder.role.is_some() && pack.holder_of(stage, state.affair.as_deref()) != state.agency;
    if other_agency || post_now.is_some_and(|role| *role != stage.holder.role) {
        return Err(Misfit::OtherHolder(stage.key.clone()));
    }
    let clock = clock(pack, state, stage, at.day(pack.zone()));
    let due_on = match &clock {
        Some(clock) => clock.due(pack.calendar()),
        None => None,
    };
    let moved = CaseState { workflow: to, ..state.clone() };
    let promised_on = promise(pack, &moved, pack.calendar()).unwrap_or(state.promised_on);
    let what = Happening::Reversioned { from: state.workflow, to, reason: reason.to_owned(), clock, due_on, promised_on };
    Ok(Event { version: state.version + 1, at, actor, what })
}

fn stage_of<'w>(workflow: &'w Workflow, key: &str) -> Result<&'w Stage, Misfit> {
    workflow.stage(key).ok_or_else(|| Misfit::NoStage(key.to_owned()))
}

/// The stage's term by the other version, with what was used of it, and what it was extended by.
fn clock(pack: &Pack, state: &CaseState, stage: &Stage, today: Day) -> Option<StageClock> {
    let begin = |today| Begin { today, fiscal_year: state.fiscal_year, answers: &state.answers, captured: &state.captured };
    let of = |stage: &Stage, day| stage.clock.as_ref().and_then(|rule| rule.start(&begin(day), pack.calendar()));
    let Some(now) = &state.clock else { return of(stage, today).filter(|_| state.returned_from.is_none()) };
    let since = state.stage_since.day(pack.zone());
    let before = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).and_then(|stage| of(stage, since));
    let extra = before.map_or(0, |before| now.limit.saturating_sub(before.limit));
    of(stage, since).map(|rule| StageClock { limit: rule.limit.saturating_add(extra), ..now.clone() })
}
