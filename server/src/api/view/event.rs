//! An event as the reader may see it. Everybody may know what was done by which office and when; what officers wrote for
//! each other is for officers, and who of them it was is for nobody here.
use super::case::{AmountView, AnswersView, ItemView, effect_name, outcome_name};
use domain::{
    case::{CheckMark, Event, Happening, Moved},
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
    /// Its place in the order of all events.
    pub seq: i64,
    /// The case's version after it.
    pub version: u32,
    /// `submitted`, `amended`, `moved` or `revealed`.
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
    /// The event for a reader; `None` where it is not for them.
    #[must_use]
    pub fn of(seq: i64, event: &Event, standing: Standing) -> Option<Self> {
        let actor = &event.actor;
        let mut view = Self {
            seq,
            version: event.version,
            kind: event.what.name(),
            at: event.at.millis(),
            by: match (&actor.role, actor.account) {
                (Some(_), _) => "officer",
                (None, Some(_)) => "applicant",
                (None, None) => "system",
            },
            role: actor.role.as_ref().map(|RoleKey(role)| role.clone()),
            agency: actor.agency.as_ref().map(|AgencyKey(agency)| agency.clone()),
            ..Self::default()
        };
        match &event.what {
            Happening::Submitted(s) => {
                view.to = Some(s.stage.clone());
                view.amount = s.amount.as_ref().map(Into::into);
                view.due_on = s.due_on.map(|d| d.to_string());
            }
            Happening::Amended { changed, .. } if standing != Standing::Public => view.fields.clone_from(changed),
            Happening::Amended { .. } => {}
            Happening::Moved(moved) => view.moved(moved, standing),
            Happening::Revealed { .. } if standing == Standing::Public => return None,
            Happening::Revealed { field } => view.fields = vec![field.clone()],
        }
        Some(view)
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
        if standing != Standing::Public {
            self.items = moved.items.iter().map(Into::into).collect();
        }
        if standing == Standing::Officer {
            self.captured = Some(AnswersView(moved.captured.clone()));
            let mark = |mark: &CheckMark| serde_json::to_value(mark).unwrap_or_default();
            self.checklist = moved.checklist.iter().map(|(key, m)| (key.clone(), mark(m))).collect();
        }
    }
}
