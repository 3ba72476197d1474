//! The line of light: every stage of a case done, current and to come.
use super::{CaseState, VisitEnd};
use crate::{
    pack::Pack,
    people::AgencyKey,
    time::{Day, Instant},
    workflow::{Begin, Effect, StageKind},
};
use serde::{Deserialize, Serialize};

/// How a stage is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Solid.
    Done,
    /// Lit.
    Now,
    /// Dashed.
    Next,
    /// A violet knot: given back to the applicant or to an earlier office.
    Back,
    /// A closed red square.
    Refused,
    /// An open square: the applicant took the case back here.
    Withdrawn,
}

/// One stage on the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The stage.
    pub stage: String,
    /// How it is drawn.
    pub state: StepState,
    /// The agency that held or holds it.
    pub agency: Option<AgencyKey>,
    /// When it came there.
    pub since: Option<Instant>,
    /// How it was left.
    pub end: Option<VisitEnd>,
    /// For the current one, the end of the term; for those to come, the day by which they should be reached.
    pub by: Option<Day>,
}

/// The steps of a case: its visits as they were, then the stages that a case that goes well would still pass. What is to come
/// is reckoned from the end of the term, or from `today` where that is over.
#[must_use]
pub fn timeline(pack: &Pack, state: &CaseState, today: Day) -> Vec<Step> {
    let Some(workflow) = pack.service(&state.service).and_then(|s| s.workflow(state.workflow)) else { return vec![] };
    let mut steps: Vec<Step> = state
        .visits
        .iter()
        .map(|v| Step {
            stage: v.stage.clone(),
            state: match (&v.end, workflow.stage(&v.stage).map(|s| s.kind)) {
                (Some(end), _) => match end.effect {
                    Effect::Refuse | Effect::Object | Effect::Lapse => StepState::Refused,
                    Effect::Return | Effect::Back => StepState::Back,
                    Effect::Withdraw => StepState::Withdrawn,
                    Effect::Advance | Effect::Resubmit | Effect::Reopen | Effect::Note => StepState::Done,
                },
                (None, Some(StageKind::Refused | StageKind::Lapsed)) => StepState::Refused,
                (None, Some(StageKind::Withdrawn)) => StepState::Withdrawn,
                (None, Some(StageKind::Done)) => StepState::Done,
                (None, _) => StepState::Now,
            },
            agency: v.agency.clone(),
            since: Some(v.since),
            end: v.end.clone(),
            by: v.end.is_none().then_some(state.due_on).flatten(),
        })
        .collect();
    if state.is_open() {
        let here = state.returned_from.as_ref().map_or(state.stage.as_str(), |(from, _, _)| from.as_str());
        let after = workflow.line().skip_while(|s| s.key != here).skip(usize::from(state.returned_from.is_none()));
        let mut by = state.due_on.or(Some(state.promised_on)).map(|by| by.max(today)).filter(|_| state.returned_from.is_none());
        for stage in after {
            by = by.zip(stage.clock.as_ref()).and_then(|(today, clock)| {
                let begin = Begin { today, fiscal_year: state.fiscal_year, answers: &state.answers, captured: &state.captured };
                clock.start(&begin, pack.calendar())?.due(pack.calendar())
            });
            steps.push(Step {
                stage: stage.key.clone(),
                state: StepState::Next,
                agency: pack.holder_of(stage, state.affair.as_deref()),
                since: None,
                end: None,
                by,
            });
        }
    }
    steps
}
