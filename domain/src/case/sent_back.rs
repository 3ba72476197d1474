//! What an office wrote when it sent a case back to its applicant without asking for single answers of the form: what is
//! missing in a report, in the papers of a payment.
use super::CaseState;
use crate::{
    form::{Field, Kind},
    pack::Pack,
    workflow::{Effect, StageKind},
};

/// The words of whoever sent the case back to where it is, by the fields that held them; nothing where it came otherwise, or
/// where an office holds it.
#[must_use]
pub fn sent_back<'p>(pack: &'p Pack, state: &CaseState) -> Vec<(&'p Field, String)> {
    let Some(workflow) = pack.workflow_of(state) else { return vec![] };
    if workflow.stage(&state.stage).is_none_or(|s| s.kind != StageKind::Applicant && !s.actions.iter().any(|a| a.by_applicant)) {
        return vec![];
    }
    let before = state.visits.iter().rev().nth(1);
    let Some((visit, end)) = before.and_then(|v| Some((v, v.end.as_ref()?))).filter(|(_, end)| end.effect == Effect::Back) else {
        return vec![];
    };
    let Some(action) = workflow.action(&visit.stage, &end.action).filter(|a| !a.by_applicant) else { return vec![] };
    let words = action.captures.iter().filter(|f| matches!(f.kind, Kind::LongText { .. } | Kind::Text { .. } | Kind::Date { .. }));
    words.map(|f| (f, state.captured.text(&f.key).to_owned())).filter(|(_, text)| !text.is_empty()).collect()
}
