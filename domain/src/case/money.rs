//! What a case brings to the public figures, read off what it went through.
use super::CaseState;
use crate::{
    figures::Money,
    form::{Check, Formula, Kind},
    pack::Pack,
    workflow::Workflow,
};

/// The case's money as its workflow names it: the rung that counts as approved, and the captured fields that say what was
/// paid and what was reported.
#[must_use]
pub fn money(pack: &Pack, state: &CaseState) -> Money {
    let requested = state.requested.map(i64::from);
    let Some(workflow) = pack.workflow_of(state) else { return Money { requested, ..Money::default() } };
    let rung = workflow.amounts.iter().find(|r| r.approved);
    let figure = |key: &Option<String>| captured(pack, workflow, state, key.as_deref()?);
    Money {
        requested,
        approved: rung.and_then(|rung| state.amount(&rung.key)).map(i64::from),
        paid: figure(&workflow.figures.paid),
        reported: figure(&workflow.figures.reported),
    }
}

/// A captured amount; `None` while nothing was captured that it is read from.
fn captured(pack: &Pack, workflow: &Workflow, state: &CaseState, key: &str) -> Option<i64> {
    let form = workflow.captures_form();
    let field = form.field(key)?;
    // Most cases have not come so far; they cost a look into a map.
    let known = match &field.kind {
        Kind::Computed { value: Formula::Sum(path), .. } => {
            path.split_once('.').is_some_and(|(rows, _)| !state.captured.rows(rows).is_empty())
        }
        _ => state.captured.0.contains_key(key),
    };
    if !known {
        return None;
    }
    let today = state.submitted_at.day(pack.zone());
    let facts = Check { form, answers: &state.captured, documents: &state.papers, areas: pack, today }.facts();
    facts.get(key)?.as_i64()
}
