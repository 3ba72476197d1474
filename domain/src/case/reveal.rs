//! Looking at a sealed answer: only the office that holds the case may, and that it looked is itself an event.
use super::{
    CaseState, Event, Happening, Refusal,
    act::{place, post_at},
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
