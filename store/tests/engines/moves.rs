//! Made-up moves of the made-up cases.
use crate::made::{id, today};
use domain::{
    case::{CaseState, Event, Happening, Moved, Outcome},
    form::{Answers, Documents},
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
            action: "teruskan".to_owned(),
            from: before.stage.clone(),
            to: stage.to_owned(),
            effect: if outcome == Some(Outcome::Refused) { Effect::Refuse } else { Effect::Advance },
            captured: Answers::default(),
            documents: Documents::default(),
            amended: Answers::default(),
            checklist: Default::default(),
            items: vec![],
            reason: None,
            public_note: None,
            amount: None,
            affair: None,
            agency: (!agency.is_empty()).then(|| AgencyKey(agency.to_owned())),
            left_clock: before.clock.clone(),
            clock: None,
            due_on: outcome.is_none().then(|| today().plus_days(9)),
            promised_on: before.promised_on,
            outcome,
            recuses: false,
            licence: None,
            worked: None,
            team: vec![],
            skipped: None,
            raises: vec![],
            measured: vec![],
            written_at: None,
        })),
    };
    let mut state = before.clone();
    state.apply(&event);
    (event, state)
}
