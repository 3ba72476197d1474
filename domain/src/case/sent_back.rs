//! What an office wrote when it sent a case back to its applicant without asking for single answers of the form: what is
//! missing in a report, in the papers of a payment.
use super::CaseState;
use crate::{form::Kind, pack::Pack, workflow::Effect};

/// The words of whoever sent the case back to where it is, for its applicant; nothing where it came otherwise, or where it is
/// not the applicant who leads it on: what offices write to each other is theirs.
#[must_use]
pub fn sent_back<'s>(pack: &Pack, state: &'s CaseState) -> Vec<&'s str> {
    let words = || {
        let workflow = pack.workflow_of(state)?;
        let goes_on = workflow.stage(&state.stage)?.actions.iter().any(|a| a.by_applicant && a.effect == Effect::Advance);
        let before = state.visits.iter().rev().nth(1)?;
        let end = before.end.as_ref().filter(|end| goes_on && end.effect == Effect::Back)?;
        let action = workflow.action(&before.stage, &end.action).filter(|a| !a.by_applicant)?;
        let written = action.captures.iter().filter(|f| matches!(f.kind, Kind::LongText { .. } | Kind::Text { .. }));
        Some(written.map(|f| state.captured.text(&f.key)).filter(|text| !text.is_empty()).collect())
    };
    words().unwrap_or_default()
}
