//! A case in a list.
use super::case::outcome_name;
use engine::CaseLine;
use serde::Serialize;
use utoipa::ToSchema;

/// A case in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineView {
    /// Its number.
    pub number: String,
    /// Its service.
    pub service: String,
    /// Where it is.
    pub stage: String,
    /// The agency that holds it; empty where the applicant does.
    pub agency: String,
    /// The activity.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The budget year.
    pub fiscal_year: i32,
    /// Rupiah asked for.
    pub requested: Option<i64>,
    /// Rupiah approved.
    pub approved: Option<i64>,
    /// When it was handed in, milliseconds since 1970 in UTC.
    pub submitted_at: i64,
    /// When it came to its stage.
    pub stage_since: i64,
    /// The last day of the stage's term.
    pub due_on: Option<String>,
    /// The day by which the decision is promised.
    pub promised_on: String,
    /// How it ended.
    pub outcome: Option<&'static str>,
    /// Counts its events.
    pub version: u32,
}

impl From<&CaseLine> for LineView {
    fn from(line: &CaseLine) -> Self {
        Self {
            number: line.number.to_string(),
            service: line.service.clone(),
            stage: line.stage.clone(),
            agency: line.agency.clone(),
            title: line.title.clone(),
            organisation: line.organisation.clone(),
            district: line.district.clone(),
            affair: line.affair.clone(),
            fiscal_year: line.fiscal_year,
            requested: line.requested,
            approved: line.approved,
            submitted_at: line.submitted_at.millis(),
            stage_since: line.stage_since.millis(),
            due_on: line.due.map(|d| d.to_string()),
            promised_on: line.promised.to_string(),
            outcome: line.outcome.map(outcome_name),
            version: line.version,
        }
    }
}
