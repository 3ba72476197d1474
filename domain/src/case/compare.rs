//! Comparing a case with one that is alike: each pair is decided with a reason, and none may be passed over where the pack
//! says so. That two cases are alike is no fault; that nobody looked would be one (KPK 2011: more than once to one object).
use super::{CaseState, Event, Happening, Input, Refusal, right::place, right::post_at};
use crate::{
    form::{Fault, Problem},
    number::CaseNumber,
    pack::Pack,
    people::{Actor, Person, RoleKey},
    text::Text,
    time::Instant,
    workflow::Action,
};
use serde::{Deserialize, Serialize};

/// Most characters of a reason.
const REASON: usize = 500;

/// What an officer found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The other case.
    pub other: CaseNumber,
    /// Whether the same thing is asked twice.
    pub double: bool,
    /// Why.
    pub reason: String,
    /// As whom it was said, and when.
    pub by: (Option<RoleKey>, Instant),
}

/// The event of having compared a case with another. That the other is alike is for the caller to know.
///
/// # Errors
/// [`Refusal::NotYourRole`] for anybody whose post does not hold the case now, [`Refusal::OwnCase`], [`Refusal::Recused`];
/// [`Refusal::Invalid`] without a reason.
pub fn compare(
    pack: &Pack,
    state: &CaseState,
    person: &Person,
    (other, double): (&CaseNumber, bool),
    reason: &str,
    at: Instant,
) -> Result<Event, Refusal> {
    let here = place(pack, state)?;
    let actor = Actor::officer(person.account, post_at(pack, state, here.stage, person)?);
    let reason: String = reason.trim().chars().take(REASON).collect();
    if reason.is_empty() {
        let label = Text::new(format!("Penjelasan {other}"), format!("Explanation of {other}"));
        return Err(Refusal::Invalid { problems: vec![Problem { path: "compare".to_owned(), label, fault: Fault::Missing }] });
    }
    Ok(Event { version: state.version + 1, at, actor, what: Happening::Compared { other: other.clone(), double, reason } })
}

/// Whether the action may go on with what was compared so far. What a case is no longer alike to, or what ended without money,
/// holds it no more.
pub(super) fn compared(state: &CaseState, action: &Action, input: &Input) -> Result<(), Refusal> {
    if !action.compares {
        return Ok(());
    }
    let of = |other: &CaseNumber| state.compared.iter().find(|c| c.other == *other);
    let open: Vec<_> = input.alike.iter().filter(|other| of(other).is_none()).cloned().collect();
    if !open.is_empty() {
        return Err(Refusal::NotCompared { others: open });
    }
    let double: Vec<_> = input.alike.iter().filter(|other| of(other).is_some_and(|c| c.double)).cloned().collect();
    if double.is_empty() { Ok(()) } else { Err(Refusal::AskedTwice { others: double }) }
}
