//! That a service's cases are projects, as pack data: which answers and which captured fields say what.
use crate::{licence::Complaints, text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// Which fields say what of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectRule {
    /// The answer that says where it is: a point of a site, which is public.
    #[serde(default)]
    pub point: Option<String>,
    /// The answer that says who pays.
    #[serde(default)]
    pub fund: Option<String>,
    /// The answers with the days between which it was to be done.
    #[serde(default)]
    pub starts: Option<String>,
    /// The same.
    #[serde(default)]
    pub ends: Option<String>,
    /// The answer with the code of its activity, which says what programme of the plans it is of.
    #[serde(default)]
    pub activity: Option<String>,
    /// The captured day on which it began.
    #[serde(default)]
    pub began: Option<String>,
    /// The captured day on which it was ready.
    #[serde(default)]
    pub finished: Option<String>,
    /// The captured rows of how far it is to be when.
    #[serde(default)]
    pub schedule: Option<ScheduleRule>,
    /// The captured number of how far it has come, in hundredths.
    pub physical: String,
    /// The captured day which a report is of.
    pub reported: String,
    /// The captured pictures of a report.
    #[serde(default)]
    pub photos: Option<String>,
    /// The captured name of who does it.
    #[serde(default)]
    pub contractor: Option<String>,
    /// The captured number under which it was put out to tender.
    #[serde(default)]
    pub procurement: Option<String>,
    /// What a contract says, for open data.
    #[serde(default)]
    pub contract: Option<ContractRule>,
    /// The proposals that projects grow from.
    #[serde(default)]
    pub proposal: Option<ProposalRule>,
    /// Where anybody asks or complains about one: the answer has a number, an agency and a term.
    #[serde(default)]
    pub voice: Option<Complaints>,
    /// How far behind its schedule a project is watched and is critical, in the order of their days.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// Days after which a report is old.
    pub stalled_days: u32,
    /// Hundredths by which money may be ahead of the work before it is asked why.
    pub paid_ahead: u32,
    /// Where bands, days and hundredths come from.
    pub legal_base: String,
    /// Which part of an agency's contracts is much for one contractor.
    #[serde(default)]
    pub share: Option<ShareRule>,
    /// What was, what is and what is to be, in the order of time.
    pub phases: Vec<Phase>,
}

/// Contractors with much of an agency's contracts, which has to be explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShareRule {
    /// From so many hundredths of their worth on.
    pub percent: u32,
    /// Only where the agency has so many contracts: of fewer one has to be much.
    pub contracts: usize,
    /// Where it comes from.
    pub legal_base: String,
}

/// Rows of how far it is to be when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScheduleRule {
    /// The captured rows.
    pub rows: String,
    /// Their column with the day.
    pub day: String,
    /// Their column with the hundredths.
    pub percent: String,
}

/// Which captured fields say what of a contract, so that it can be published as the Open Contracting Data Standard has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContractRule {
    /// Its number.
    pub number: String,
    /// The day on which it was signed.
    pub signed: String,
    /// How whoever does it was chosen.
    pub method: String,
    /// What each way of choosing is in the standard: `open`, `selective`, `limited` or `direct`.
    pub methods: std::collections::BTreeMap<String, String>,
    /// How many made an offer.
    #[serde(default)]
    pub bidders: Option<String>,
    /// The rung of the ladder with what was budgeted.
    pub budget: String,
}

/// From which service's cases projects grow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposalRule {
    /// The service.
    pub service: String,
    /// The project's answer with the number of the proposal.
    pub field: String,
}

/// How a project's distance from its schedule is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// From this day on.
    pub valid_from: Day,
    /// Only once the schedule is so far, in hundredths.
    #[serde(default)]
    pub from_percent: u32,
    /// It is watched where it is more than so many hundredths behind.
    pub watch: u32,
    /// It is critical where it is more than so many hundredths behind.
    pub critical: u32,
    /// Where it comes from.
    pub legal_base: String,
}

/// How far a project is from its schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandKind {
    /// As it should be, or near it.
    Normal,
    /// Behind.
    Watch,
    /// Far behind.
    Critical,
}

/// A stretch of a project's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Stable key.
    pub key: String,
    /// What it is called.
    pub label: Text,
    /// Where in time it is.
    pub kind: PhaseKind,
    /// Its stages.
    pub stages: Vec<String>,
}

/// Where in time a phase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhaseKind {
    /// It is wanted, but not begun.
    Plan,
    /// It is being done.
    Present,
    /// It is there.
    Past,
    /// It will not be done, or waits.
    Side,
}

impl ProjectRule {
    /// The phase of a stage.
    #[must_use]
    pub fn phase_of(&self, stage: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.stages.iter().any(|s| s == stage))
    }

    /// How a distance from the schedule is judged, in hundredths; a distance below nothing is behind.
    #[must_use]
    pub fn band(&self, on: Day, planned: u32, physical: u32) -> BandKind {
        let behind = planned.saturating_sub(physical);
        let band =
            self.bands.iter().filter(|b| b.valid_from <= on && b.from_percent <= planned).max_by_key(|b| (b.valid_from, b.from_percent));
        match band {
            Some(band) if behind > band.critical => BandKind::Critical,
            Some(band) if behind > band.watch => BandKind::Watch,
            _ => BandKind::Normal,
        }
    }
}
