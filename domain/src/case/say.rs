//! Words between an applicant and the office that has the case. They go through the case, so that nobody needs the other's telephone,
//! and whoever looks later reads what was said. They move nothing and stop no clock.
use super::{CaseState, Event, Happening, Refusal, note::written};
use crate::{
    comment::without_personal_parts,
    pack::Pack,
    people::{Actor, Person, Post},
    time::Instant,
};

/// Whether words can still be exchanged: while the case runs, and for as long as the licence lives that it gave.
#[must_use]
pub fn may_talk(state: &CaseState) -> bool {
    state.is_open() || state.licence.as_ref().is_some_and(|l| l.status.is_alive())
}

/// The post as which an officer answers for the office that has the case, or that sent it back; nobody is an officer on their own case.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::OwnCase`], [`Refusal::Recused`].
pub fn answers_as<'p>(pack: &'p Pack, state: &CaseState, person: &'p Person) -> Result<&'p Post, Refusal> {
    if state.is_own_of(person) {
        return Err(Refusal::OwnCase);
    }
    if state.recused.contains(&person.account) {
        return Err(Refusal::Recused);
    }
    let of_office = |post: &&Post| state.office().is_some() && post.agency.as_ref() == state.office();
    person.posts_in(pack.code()).find(of_office).ok_or_else(|| Refusal::NotYourRole { stage: pack.stage_label(state) })
}

/// Says something on a case: its applicant to the office, or an officer of the office to its applicant. Telephones, identity numbers,
/// accounts and mail addresses are left out of it, so that it leads to no talk elsewhere.
///
/// # Errors
/// Those of [`answers_as`]; [`Refusal::Invalid`] without words; [`Refusal::NotFromHere`] once nothing can be said any more.
pub fn say(pack: &Pack, state: &CaseState, person: &Person, text: &str, at: Instant) -> Result<Event, Refusal> {
    let actor = if state.applicant == Some(person.account) {
        Actor::citizen(person.account)
    } else {
        Actor::officer(person.account, answers_as(pack, state, person)?)
    };
    if !may_talk(state) {
        return Err(Refusal::NotFromHere { stage: pack.stage_label(state) });
    }
    let text = without_personal_parts(&written(text, ("words", "Pesan", "Message"))?);
    Ok(Event { version: state.version + 1, at, actor, what: Happening::Said { text } })
}
