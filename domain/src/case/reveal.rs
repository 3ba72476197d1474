//! Looking at a sealed answer: only the office that holds the case may, and that it looked is itself an event.
use super::{
    CaseState, Event, Happening, Refusal,
    right::{place, post_at},
};
use crate::{
    pack::Pack,
    people::{Actor, Person},
    time::Instant,
};

/// Whether the person may look at sealed answers now: they hold the post that the case waits for, and it is not their own.
#[must_use]
pub fn may_reveal(pack: &Pack, state: &CaseState, person: &Person) -> bool {
    place(pack, state).is_ok_and(|here| post_at(pack, state, here.stage, person).is_ok())
}

/// The event of having looked at one sealed answer.
///
/// # Errors
/// [`Refusal::NotYourRole`] for anybody whose post does not hold the case now, [`Refusal::OwnCase`].
pub fn reveal(pack: &Pack, state: &CaseState, person: &Person, field: &str, at: Instant) -> Result<Event, Refusal> {
    let here = place(pack, state)?;
    let actor = Actor::officer(person.account, post_at(pack, state, here.stage, person)?);
    Ok(Event { version: state.version + 1, at, actor, what: Happening::Revealed { field: field.to_owned() } })
}

/// The event of having taken a sealed answer out for the recap of a year: by an officer who keeps the budget, whatever the
/// case is doing, and never of their own case.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::OwnCase`].
pub fn reveal_for_recap(pack: &Pack, state: &CaseState, person: &Person, field: &str, at: Instant) -> Result<Event, Refusal> {
    let keeps = |p: &&crate::people::Post| pack.role(&p.role.0).is_some_and(|r| r.sets_budgets);
    let post = person.posts_in(pack.code()).find(keeps).ok_or_else(|| Refusal::NotYourRole { stage: pack.stage_label(state) })?;
    if state.applicant == Some(person.account) {
        return Err(Refusal::OwnCase);
    }
    let actor = Actor::officer(person.account, post);
    Ok(Event { version: state.version + 1, at, actor, what: Happening::Revealed { field: field.to_owned() } })
}
