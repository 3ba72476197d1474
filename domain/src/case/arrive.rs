//! Coming to a stage: its clock, its holder, what the case's outcome and licence are there. Said once for what people do, what
//! timers do and what goes on by itself.
use super::{CaseState, Event, Happening, Moved, act::outcome, submit};
use crate::{
    clock::StageClock,
    form::Answers,
    licence::{LicenceRule, Marked, Status, Term},
    pack::Pack,
    people::{Actor, AgencyKey},
    time::{Day, Instant},
    workflow::{Begin, Effect, Stage, StageKind},
};

/// The clock of a stage that a case comes to on `today`, with everything captured on the way.
pub(super) fn clock(pack: &Pack, state: &CaseState, to: &Stage, captured: &Answers, today: Day) -> Option<StageClock> {
    let begin = Begin { today, fiscal_year: state.fiscal_year, answers: &state.answers, captured };
    to.clock.as_ref().and_then(|c| c.start(&begin, pack.calendar()))
}

/// What coming to a stage does to the case's licence; nothing where it stands there as it stood.
pub(super) fn marked(pack: &Pack, state: &CaseState, to: &Stage, today: Day) -> Option<Marked> {
    let status = to.licence?;
    let rule = pack.service(&state.service).and_then(|s| s.licence.as_ref());
    mark(status, rule, state.licence.as_ref().map(|l| l.status), state.follows.as_ref().and_then(|f| f.until), today)
}

/// The same, where there may be no state yet: `had` is how it stood, `after` the last day of the licence that it follows.
pub(super) fn mark(status: Status, rule: Option<&LicenceRule>, had: Option<Status>, after: Option<Day>, today: Day) -> Option<Marked> {
    match had {
        Some(had) if had == status => None,
        Some(_) => Some(Marked { status, since: today, term: None }),
        None => {
            // Whoever renews early loses no day: the new one begins when the old one ends.
            let from = after.map_or(today, |last| last.plus_days(1).max(today));
            let until = rule.and_then(|r| r.months).map(|months| from.plus_months(months).plus_days(-1));
            Some(Marked { status, since: today, term: Some(Term { from, until }) })
        }
    }
}

/// What an officer's or the system's step gives that says nothing more.
pub(super) struct Step<'a> {
    pub(super) key: &'a str,
    pub(super) to: &'a Stage,
    pub(super) effect: Effect,
}

/// A move of the system: nobody captured anything.
pub(super) fn by_itself(pack: &Pack, state: &CaseState, step: &Step<'_>, at: Instant) -> Event {
    let (today, calendar) = (at.day(pack.zone()), pack.calendar());
    let clock = clock(pack, state, step.to, &state.captured, today);
    let moved = Moved {
        to: step.to.key.clone(),
        effect: step.effect,
        agency: holder(pack, state, step.to),
        left_clock: state.clock.as_ref().map(|c| c.pause(today, calendar)),
        due_on: clock.as_ref().and_then(|c| c.due(calendar)),
        clock,
        promised_on: submit::promise_after_pause(state, at, pack, calendar),
        outcome: outcome(step.to.kind),
        licence: marked(pack, state, step.to, today),
        ..Moved::in_place(state, step.key)
    };
    Event { version: state.version + 1, at, actor: Actor::system(), what: Happening::Moved(Box::new(moved)) }
}

fn holder(pack: &Pack, state: &CaseState, to: &Stage) -> Option<AgencyKey> {
    pack.holder_of(to, state.affair.as_deref())
}

/// The step that the stage takes by itself, where one of its conditions holds.
#[must_use]
pub fn automatic(pack: &Pack, state: &CaseState, at: Instant) -> Option<Event> {
    let workflow = pack.workflow_of(state)?;
    let stage = workflow.stage(&state.stage)?;
    if stage.automatic.is_empty() {
        return None;
    }
    let service = pack.service(&state.service)?;
    let facts = submit::facts(service, pack, state, &serde_json::Value::Null, at).ok()?;
    let step = stage.automatic.iter().find(|a| a.when.as_ref().is_none_or(|rule| rule.holds(&facts).unwrap_or(false)))?;
    let to = workflow.stage(&step.to)?;
    Some(by_itself(pack, state, &Step { key: &step.key, to, effect: step.effect }, at))
}

/// What silence does to a case whose promise is over (*fiktif positif*); `None` while it is not, or where silence means nothing.
#[must_use]
pub fn deem(pack: &Pack, state: &CaseState, at: Instant) -> Option<Event> {
    let workflow = pack.workflow_of(state)?;
    let rule = workflow.deemed.as_ref()?;
    let stage = workflow.stage(&state.stage)?;
    let still = state.is_open() && stage.kind == StageKind::Work && !stage.pauses && rule.from.contains(&state.stage);
    if !still || at.day(pack.zone()) <= state.promised_on {
        return None;
    }
    Some(by_itself(pack, state, &Step { key: &rule.key, to: workflow.stage(&rule.to)?, effect: Effect::Advance }, at))
}
