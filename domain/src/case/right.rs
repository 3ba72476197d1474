//! Where a case stands, and who may act there.
use super::{CaseState, Refusal, assign::worker};
use crate::{
    pack::{Pack, Service},
    people::{Actor, Person, Post},
    time::Instant,
    workflow::{Action, Effect, Stage, Workflow},
};

pub(super) struct Place<'p> {
    pub(super) service: &'p Service,
    pub(super) workflow: &'p Workflow,
    pub(super) stage: &'p Stage,
}

pub(super) fn place<'p>(pack: &'p Pack, state: &CaseState) -> Result<Place<'p>, Refusal> {
    let broken = |what: String| Refusal::BrokenRule { detail: what };
    let service = pack.service(&state.service).ok_or_else(|| broken(format!("no service {}", state.service)))?;
    let workflow = service.workflow(state.workflow).ok_or_else(|| broken(format!("no workflow {}", state.workflow)))?;
    let stage = workflow.stage(&state.stage).ok_or_else(|| broken(format!("no stage {}", state.stage)))?;
    Ok(Place { service, workflow, stage })
}

/// Whether the person may act at the stage, and as whom.
///
/// # Errors
/// [`Refusal::NotYourRole`], [`Refusal::OwnCase`], [`Refusal::ConsecutiveStage`], [`Refusal::OwnRefusal`] or
/// [`Refusal::Recused`].
pub(super) fn right(pack: &Pack, state: &CaseState, stage: &Stage, action: &Action, person: &Person) -> Result<Actor, Refusal> {
    if action.by_payment {
        return Err(Refusal::NotYourRole { stage: stage.label.clone() });
    }
    let own = state.applicant == Some(person.account);
    if action.by_applicant {
        return if own { Ok(Actor::citizen(person.account)) } else { Err(Refusal::NotYourRole { stage: stage.label.clone() }) };
    }
    let role = action.by_role.as_deref().or(stage.holder.role.as_deref());
    let post = post_as(pack, state, stage, role, person)?;
    // A note decides nothing.
    if action.effect != Effect::Note {
        worker(pack, state, stage, person)?;
        if stage.by_team && action.by_role.is_none() && !state.team.contains(&person.account) {
            return Err(Refusal::NotOfTeam);
        }
    }
    Ok(Actor::officer(person.account, post))
}

/// Whether a colleague works on the case: then they decide it, or it is taken over first.
pub(super) fn is_elsewhere(state: &CaseState, action: &Action, person: &Person, at: Instant) -> bool {
    let decides = !action.by_applicant && action.effect != Effect::Note;
    decides && state.worked_by(at).is_some_and(|who| who != person.account)
}

/// The post by which the person holds the case at the stage.
///
/// # Errors
/// [`Refusal::NotYourRole`]; [`Refusal::OwnCase`]: nobody is an officer on their own case; [`Refusal::Recused`].
pub(super) fn post_at<'p>(pack: &Pack, state: &CaseState, stage: &Stage, person: &'p Person) -> Result<&'p Post, Refusal> {
    post_as(pack, state, stage, stage.holder.role.as_deref(), person)
}

/// The same by another role at the same agency, such as a superior's.
fn post_as<'p>(pack: &Pack, state: &CaseState, stage: &Stage, role: Option<&str>, person: &'p Person) -> Result<&'p Post, Refusal> {
    let post = person
        .posts
        .iter()
        .filter(|p| p.region == *pack.code())
        .find(|p| role == Some(p.role.0.as_str()) && (p.agency.is_none() || p.agency == state.agency))
        .ok_or_else(|| Refusal::NotYourRole { stage: stage.label.clone() })?;
    match person.account {
        who if state.applicant == Some(who) => Err(Refusal::OwnCase),
        who if state.recused.contains(&who) => Err(Refusal::Recused),
        _ => Ok(post),
    }
}
