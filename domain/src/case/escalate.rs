//! The chain along which a case that is late goes up: whoever works on it is warned before its term is over, then its head is told,
//! then those above. Each step is an event of the system, once a stay at a stage; from the end of the term on the applicant is told
//! too. Where the pack lets it, an officer extends the term before that, with a reason that the applicant reads.
use super::{
    CaseState, Event, Happening, Refusal,
    assign::{decider, no_reason, worded},
    right::place,
};
use crate::{
    pack::{Escalation, Pack},
    people::{Actor, Person},
    time::{Day, Instant},
    workflow::{Stage, StageKind},
};

fn stage<'p>(pack: &'p Pack, state: &CaseState) -> Option<&'p Stage> {
    pack.workflow_of(state)?.stage(&state.stage)
}

/// The chain of the stage where a case stands; none where no office works on it.
#[must_use]
pub fn chain<'p>(pack: &'p Pack, state: &CaseState) -> &'p [Escalation] {
    match stage(pack, state).filter(|s| s.kind == StageKind::Work && state.is_open()) {
        Some(stage) => stage.escalation.as_deref().unwrap_or(&pack.desk.escalation),
        None => &[],
    }
}

impl Escalation {
    /// Whether it is due for a case on this day. What is put aside is late all the same.
    fn is_due(&self, pack: &Pack, state: &CaseState, today: Day) -> bool {
        let (Some(clock), Some(due)) = (&state.clock, state.due_on) else { return false };
        let calendar = pack.calendar();
        match (self.used_percent, self.days_late) {
            (_, Some(days)) => calendar.workdays_between(due, today) >= i64::from(days),
            // As much of the term as the working days allow: four of five is four fifths.
            (Some(percent), None) => u64::from(clock.used_on(today, calendar)) * 100 >= u64::from(clock.limit) * u64::from(percent),
            (None, None) => false,
        }
    }
}

/// The steps that are due on `today` and were not taken during this stay, in the order of the chain.
#[must_use]
pub fn due_steps<'p>(pack: &'p Pack, state: &CaseState, today: Day) -> Vec<&'p Escalation> {
    let new = |step: &&Escalation| !state.escalated.contains(&step.key) && step.is_due(pack, state, today);
    chain(pack, state).iter().filter(new).collect()
}

/// The event of a step.
#[must_use]
pub fn escalate(state: &CaseState, step: &Escalation, at: Instant) -> Event {
    let what = Happening::Escalated { step: step.key.clone(), stage: state.stage.clone(), late: step.days_late.is_some() };
    Event { version: state.version + 1, at, actor: Actor::system(), what }
}

/// Extends the term of the stage by working days, where the pack lets it.
///
/// # Errors
/// Those of who may not decide here; [`Refusal::NoExtension`] where the stage has none left or not so many days;
/// [`Refusal::Invalid`] without a reason.
pub fn extend(pack: &Pack, state: &CaseState, person: &Person, days: u32, reason: &str, at: Instant) -> Result<Event, Refusal> {
    let here = place(pack, state)?.stage;
    let post = decider(pack, state, here, person)?;
    if state.worked_by(at).is_some_and(|who| who != person.account) {
        return Err(Refusal::TakenBy);
    }
    let (Some(rule), Some(clock)) = (&here.extension, &state.clock) else { return Err(Refusal::NoExtension { most: 0 }) };
    if state.extended >= rule.times || days == 0 || days > rule.days {
        return Err(Refusal::NoExtension { most: if state.extended < rule.times { rule.days } else { 0 } });
    }
    let reason = worded(reason);
    if reason.is_empty() {
        return Err(no_reason());
    }
    let calendar = pack.calendar();
    let mut clock = clock.clone();
    clock.limit += days;
    let what = Happening::Extended {
        days,
        reason,
        due_on: clock.due(calendar),
        clock: Some(clock),
        promised_on: calendar.add_workdays(state.promised_on, days),
    };
    Ok(Event { version: state.version + 1, at, actor: Actor::officer(person.account, post), what })
}
