//! What becomes of a licence by itself: its holder is told, somebody looks at how it is used, it expires, a newer one takes its place.
use super::{CaseState, Event, Happening, arrive, submit};
use crate::{
    licence::{Due, LicenceRule, Status, next_due},
    pack::Pack,
    people::Actor,
    time::{Day, Instant},
    workflow::Effect,
};

fn rule<'p>(pack: &'p Pack, state: &CaseState) -> Option<&'p LicenceRule> {
    pack.service(&state.service)?.licence.as_ref()
}

/// What happens next to a case's licence by itself, and when; nothing while somebody works on it.
#[must_use]
pub fn licence_due<'p>(pack: &'p Pack, state: &CaseState, at: Instant) -> Option<(Day, Due<'p>)> {
    if state.is_open() {
        return None;
    }
    let facts = submit::facts(pack.service(&state.service)?, pack, state, &serde_json::Value::Null, at).ok()?;
    next_due(rule(pack, state)?, state, &facts, pack.zone())
}

/// The event of what is due of a licence; `None` where nothing is.
#[must_use]
pub fn live_on(pack: &Pack, state: &CaseState, at: Instant) -> Option<Event> {
    let (day, due) = licence_due(pack, state, at)?;
    if at.day(pack.zone()) < day {
        return None;
    }
    let (key, to, effect) = match due {
        Due::Told(notice) => {
            let what = Happening::Reminded { timer: notice.key.clone(), stage: state.stage.clone() };
            return Some(Event { version: state.version + 1, at, actor: Actor::system(), what });
        }
        Due::Looked(look) => (look.key.as_str(), look.to.as_str(), Effect::Advance),
        Due::Expired => ("expired", rule(pack, state)?.expired.as_str(), Effect::Lapse),
    };
    let to = pack.workflow_of(state)?.stage(to)?;
    Some(arrive::by_itself(pack, state, &arrive::Step { key, to, effect }, at))
}

/// The event by which a newer licence takes the place of a case's; `None` where it has none that could be replaced.
#[must_use]
pub fn replace(pack: &Pack, state: &CaseState, at: Instant) -> Option<Event> {
    let replaceable = [Status::InForce, Status::Suspended, Status::Expired];
    state.licence.as_ref().filter(|l| replaceable.contains(&l.status))?;
    let to = pack.workflow_of(state)?.stage(&rule(pack, state)?.replaced)?;
    Some(arrive::by_itself(pack, state, &arrive::Step { key: "replaced", to, effect: Effect::Advance }, at))
}
