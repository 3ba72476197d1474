//! A service as the API shows it.
use super::{
    form::{FieldView, PageView, pages},
    text::TextView,
};
use domain::{
    form::Kind,
    pack::Service,
    time::Day,
    workflow::{Stage, Workflow},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A service in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceLine {
    /// Its key.
    pub key: String,
    /// The first letters of its case numbers.
    pub prefix: String,
    /// The region's own name for it.
    pub brand: String,
    /// What it is.
    pub name: TextView,
    /// What it gives and to whom.
    pub summary: TextView,
    /// Where it comes from.
    pub legal_base: String,
    /// The window that is open today.
    pub window: Option<WindowView>,
    /// The next window.
    pub next_window: Option<WindowView>,
}

/// Days on which requests are taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WindowView {
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub opens: Day,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub closes: Day,
    /// The budget year.
    pub fiscal_year: i32,
}

/// A service with its form and its stages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceView {
    /// Its line.
    #[serde(flatten)]
    pub line: ServiceLine,
    /// The form.
    pub pages: Vec<PageView>,
    /// The papers among its fields.
    pub documents: Vec<FieldView>,
    /// Why a request can be refused.
    pub reasons: Vec<super::form::ChoiceView>,
    /// The workflow that a case handed in today begins with.
    pub workflow: Option<WorkflowView>,
    /// How long the decisions of the last 90 days took.
    pub pace: Option<PaceView>,
}

/// How long decisions took: working days that offices needed, without corrections by applicants.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct PaceView {
    /// How many decisions.
    pub decisions: u32,
    /// The fastest.
    pub fastest: u32,
    /// Half took as long or less.
    pub median: u32,
    /// Nine of ten took as long or less.
    pub slow: u32,
}

impl From<domain::pace::Pace> for PaceView {
    fn from(pace: domain::pace::Pace) -> Self {
        Self { decisions: pace.decisions, fastest: pace.fastest, median: pace.median, slow: pace.slow }
    }
}

/// The stages of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkflowView {
    /// Its version; a case keeps the one it began with.
    pub version: u32,
    /// Where it comes from.
    pub legal_base: String,
    /// The stage of a fresh submission.
    pub start: String,
    /// Working days to the promised decision.
    pub promise_days: u32,
    /// The stages.
    pub stages: Vec<StageView>,
}

/// One stage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StageView {
    /// Its key.
    pub key: String,
    /// Its name.
    pub label: TextView,
    /// Working days of its term.
    pub days: Option<u32>,
    /// Where the term comes from.
    pub legal_base: Option<String>,
    /// Whether a case that goes well passes it.
    pub on_line: bool,
    /// Whether a case ends here.
    pub is_end: bool,
}

impl ServiceLine {
    /// A service on a day.
    #[must_use]
    pub fn of(service: &Service, today: Day) -> Self {
        let window = |w: &domain::pack::Window| WindowView { opens: w.opens, closes: w.closes, fiscal_year: w.fiscal_year };
        Self {
            key: service.key.clone(),
            prefix: service.prefix.clone(),
            brand: service.brand.clone(),
            name: (&service.name).into(),
            summary: (&service.summary).into(),
            legal_base: service.legal_base.clone(),
            window: service.window_on(today).map(window),
            next_window: service.next_window(today).map(window),
        }
    }
}

impl ServiceView {
    /// A service on a day.
    #[must_use]
    pub fn of(service: &Service, today: Day) -> Self {
        Self {
            line: ServiceLine::of(service, today),
            pages: pages(&service.form),
            documents: service.form.fields().filter(|f| matches!(f.kind, Kind::File { .. })).map(Into::into).collect(),
            pace: None,
            reasons: service.reasons.iter().map(Into::into).collect(),
            workflow: service.workflow_on(today).map(Into::into),
        }
    }
}

impl From<&Workflow> for WorkflowView {
    fn from(workflow: &Workflow) -> Self {
        Self {
            version: workflow.version,
            legal_base: workflow.legal_base.clone(),
            start: workflow.start.clone(),
            promise_days: workflow.promise_days,
            stages: workflow.stages.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Stage> for StageView {
    fn from(stage: &Stage) -> Self {
        Self {
            key: stage.key.clone(),
            label: (&stage.label).into(),
            days: stage.clock.as_ref().map(|c| c.days),
            legal_base: stage.clock.as_ref().map(|c| c.legal_base.clone()),
            on_line: stage.on_line,
            is_end: stage.kind.is_end(),
        }
    }
}
