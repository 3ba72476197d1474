//! An event as the reader may see it. Everybody may know what was done by which office and when; what officers wrote for
//! each other is for officers, and who of them it was is for nobody here.
use super::case::{AmountView, AnswersView, ItemView, effect_name, outcome_name};
use domain::{
    case::{CaseState, CheckMark, Event, Happening, Moved},
    people::{AgencyKey, RoleKey},
};
use engine::Standing;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One event of a case.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct EventView {
    /// For owner and officers: its place in the order of all events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// For owner and officers: the case's version after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// `submitted`, `amended`, `moved`, `revealed`, `compared`, `reminded` or `rescheduled`.
    pub kind: &'static str,
    /// When, milliseconds since 1970 in UTC.
    pub at: i64,
    /// Who did it: `applicant`, `officer` or `system`.
    pub by: &'static str,
    /// The role that gave the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The agency acted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// From which stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// To which stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// By which action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// What it meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<&'static str>,
    /// The refusal's reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What everyone may read about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The rung that it set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountView>,
    /// The last day of the term that it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    /// How the case ended by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// For owner and officers: what should be mended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemView>,
    /// For owner and officers: the fields that were mended, or the one that was looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// For officers: what was captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured: Option<AnswersView>,
    /// For officers: the checklist by item.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Object>)]
    pub checklist: BTreeMap<String, Value>,
}

impl EventView {
    /// The event for an owner or an officer.
    #[must_use]
    pub fn of(seq: i64, event: &Event, standing: Standing) -> Self {
        let actor = &event.actor;
        let mut view = Self {
            seq: Some(seq),
            version: Some(event.version),
            kind: event.what.name(),
            at: event.at.millis(),
            by: match (&actor.role, actor.account) {
                (Some(_), _) => "officer",
                (None, Some(_)) => "applicant",
                (None, None) => "system",
            },
            role: actor.role.as_ref().map(|RoleKey(role)| role.clone()),
            agency: agency(actor.agency.as_ref()),
            ..Self::default()
        };
        match &event.what {
            Happening::Submitted(s) => {
                view.to = Some(s.stage.clone());
                view.amount = s.amount.as_ref().map(Into::into);
                view.due_on = s.due_on.map(|d| d.to_string());
            }
            Happening::Amended { changed, .. } => view.fields.clone_from(changed),
            Happening::Moved(moved) => view.moved(moved, standing),
            Happening::Revealed { field } => view.fields = vec![field.clone()],
            // It names somebody else's case.
            Happening::Compared { .. } if standing != Standing::Officer => {}
            Happening::Compared { other, double, reason } => {
                view.action = Some(if *double { "asked_twice" } else { "not_the_same" }.to_owned());
                view.fields = vec![other.to_string()];
                view.note = Some(reason.clone());
            }
            Happening::Assigned { how, reason, .. } => {
                view.action = Some(how.name().to_owned());
                view.note.clone_from(reason);
            }
            Happening::Held { until, reason } => {
                view.due_on = until.map(|d| d.to_string());
                view.note.clone_from(reason);
            }
            Happening::Noted { text, .. } => view.note = Some(text.clone()),
            Happening::Said { text } => view.note = Some(text.clone()),
            Happening::Labelled { add, remove } => {
                view.fields = add.iter().map(|label| format!("+{label}")).chain(remove.iter().map(|label| format!("-{label}"))).collect();
            }
            Happening::OpinionAsked { agency, question, due_on, .. } => {
                view.action = Some(agency.0.clone());
                view.due_on = Some(due_on.to_string());
                view.note = Some(question.clone()).filter(|text| !text.is_empty());
            }
            Happening::OpinionGiven { text, .. } => view.note = Some(text.clone()).filter(|text| !text.is_empty()),
            Happening::Escalated { step, .. } => view.action = Some(step.clone()),
            Happening::Extended { due_on, reason, .. } => {
                view.due_on = due_on.map(|d| d.to_string());
                view.note = Some(reason.clone());
            }
            Happening::Lengthened { due_on, .. } => view.due_on = due_on.map(|d| d.to_string()),
            Happening::Reminded { timer, .. } => view.action = Some(timer.clone()),
            Happening::Rescheduled { due_on, .. } => view.due_on = due_on.map(|d| d.to_string()),
            Happening::Reversioned { due_on, reason, .. } => {
                view.due_on = due_on.map(|d| d.to_string());
                view.note = Some(reason.clone());
            }
        }
        view
    }

    /// What everybody may know of a case's way: its stays and how each ended.
    #[must_use]
    pub fn public(state: &CaseState) -> Vec<Self> {
        let first = Self {
            kind: "submitted",
            at: state.submitted_at.millis(),
            by: "applicant",
            to: state.visits.first().map(|v| v.stage.clone()),
            amount: state.amounts.first().map(Into::into),
            due_on: state.visits.first().and_then(|v| v.due_on).map(|d| d.to_string()),
            ..Self::default()
        };
        let moves = state.visits.iter().zip(state.visits.iter().skip(1)).filter_map(|(left, entered)| {
            let end = left.end.as_ref()?;
            Some(Self {
                kind: "moved",
                at: end.at.millis(),
                by: if left.agency.is_some() { "officer" } else { "applicant" },
                agency: agency(left.agency.as_ref()),
                from: Some(left.stage.clone()),
                to: Some(entered.stage.clone()),
                action: Some(end.action.clone()),
                effect: Some(effect_name(end.effect)),
                reason: end.reason.clone(),
                note: end.note.clone(),
                amount: end.amount.as_ref().map(Into::into),
                due_on: entered.due_on.map(|d| d.to_string()),
                ..Self::default()
            })
        });
        std::iter::once(first).chain(moves).collect()
    }

    fn moved(&mut self, moved: &Moved, standing: Standing) {
        self.from = Some(moved.from.clone());
        self.to = Some(moved.to.clone());
        self.action = Some(moved.action.clone());
        self.effect = Some(effect_name(moved.effect));
        self.reason.clone_from(&moved.reason);
        self.note.clone_from(&moved.public_note);
        self.amount = moved.amount.as_ref().map(Into::into);
        self.due_on = moved.due_on.map(|d| d.to_string());
        self.outcome = moved.outcome.map(outcome_name);
        self.items = moved.items.iter().map(Into::into).collect();
        if standing == Standing::Officer {
            self.captured = Some(AnswersView(moved.captured.clone()));
            let mark = |mark: &CheckMark| serde_json::to_value(mark).unwrap_or_default();
            self.checklist = moved.checklist.iter().map(|(key, m)| (key.clone(), mark(m))).collect();
        }
    }
}

fn agency(key: Option<&AgencyKey>) -> Option<String> {
    key.map(|AgencyKey(agency)| agency.clone())
}
