//! The list that the finance officer hands over after the year: to whom what was paid of a programme that no list named
//! beforehand.
use crate::{case::CaseState, text::Text, time::Day, workflow::DateRule};
use serde::{Deserialize, Serialize};

/// What is reported of a service after the year, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecapRule {
    /// What it is called.
    pub title: Text,
    /// Its last day.
    pub due: DateRule,
    /// The stage that a case has left when its money was paid.
    pub paid_after: String,
    /// Answers that stand in it beside the amount, by key: the recipient's name and address.
    pub fields: Vec<String>,
    /// Where it comes from.
    pub legal_base: String,
}

impl RecapRule {
    /// The last day for a budget year; `None` where the rule names a date that no calendar has.
    #[must_use]
    pub fn due_on(&self, fiscal_year: i32) -> Option<Day> {
        match &self.due {
            DateRule::Fixed { month, day, years } => Day::new(fiscal_year.checked_add(*years)?, *month, *day),
            DateRule::After { .. } => None,
        }
    }

    /// Whether a case belongs into it: its money was paid.
    #[must_use]
    pub fn has(&self, state: &CaseState) -> bool {
        state
            .visits
            .iter()
            .any(|v| v.stage == self.paid_after && v.end.as_ref().is_some_and(|e| e.effect == crate::workflow::Effect::Advance))
    }
}
