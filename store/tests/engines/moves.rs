//! Made-up moves of the made-up cases.
use crate::made::{id, today};
use domain::{
    case::{CaseState, Event, Happening, Moved, Outcome},
    people::{AccountId, Actor, AgencyKey, RoleKey},
    workflow::Effect,
};

/// An officer's move of a case to `stage` at `agency`, with or without an end.
pub(crate) fn moved(before: &CaseState, stage: &str, agency: &str, outcome: Option<Outcome>) -> (Event, CaseState) {
    let event = Event {
        version: before.version + 1,
        at: before.stage_since.plus_ms(60_000),
        actor: Actor { role: Some(RoleKey("tu".to_owned())), ..Actor::citizen(AccountId(id(3, 1))) },
        what: Happening::Moved(Box::new(Moved {
            to: stage.to_owned(),
            effect: if outcome == Some(Outcome::Refused) { Effect::Refuse } else { Effect::Advance },
            agency: (!agency.is_empty()).then(|| AgencyKey(agency.to_owned())),
            clock: None,
            due_on: outcome.is_none().then(|| today().plus_days(9)),
            outcome,
            ..Moved::in_place(before, "teruskan")
        })),
    };
    let mut state = before.clone();
    state.apply(&event);
    (event, state)
}
