//! How a region measures and pays its staff, as dated pack data. No weight, class, minute, cut or amount stands in Rust.
mod behaviour;
mod catalogue;
mod demonstration;
mod watch;

pub use behaviour::{BehaviourLevel, BehaviourRule, Value};
pub use catalogue::{CatalogueItem, Evidence, FromCases};
pub use demonstration::{DemoPosition, DemoUnit, Demonstration};
pub use watch::{DoubtRule, PatternRule};

use super::{cut::CutRule, entry::Told, plan::PlanRule, predicate::PredicateRule};
use crate::{text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// How performance is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PerformanceRules {
    /// What the region calls it: "e-RK".
    pub name: Text,
    /// The role that keeps organisation, attendance and the monthly run.
    pub kept_by: String,
    /// The role that signs a month.
    pub signed_by: String,
    /// The roles that watch over it: they see everybody's, and say whether a pattern holds.
    pub watched_by: Vec<String>,
    /// Kinds of positions, by which weights differ.
    pub kinds: Vec<PositionKind>,
    /// Classes of positions, the lowest first; amounts hang on them in the formula.
    pub classes: Vec<String>,
    /// How many minutes a working day is worth, by dates; of those that hold on a day, the one that began last.
    pub hours: Vec<HoursRule>,
    /// How the minutes expected of a month come about, by dates.
    pub targets: Vec<TargetRule>,
    /// When activities can be entered and have to be judged, by dates.
    pub entry: Vec<EntryRule>,
    /// What staff do, with its norm.
    pub catalogue: Vec<CatalogueItem>,
    /// Why somebody is away.
    #[serde(default)]
    pub absences: Vec<AbsenceKind>,
    /// What lateness and absence cost, by dates.
    pub cuts: Vec<CutRule>,
    /// What is cut as a sanction.
    #[serde(default)]
    pub sanctions: Vec<Sanction>,
    /// How behaviour is judged.
    pub behaviour: BehaviourRule,
    /// Figures that are reported for an agency, a unit or a person: budget absorption, indicators.
    #[serde(default)]
    pub figures: Vec<FigureKind>,
    /// The formula that gives the allowance of a month.
    pub allowance: String,
    /// The template of a slip on paper; none where slips are not printed.
    #[serde(default)]
    pub slip: Option<String>,
    /// Its step that says what performance is worth, basis points.
    pub score: String,
    /// Its tables by which the parts of a score weigh, each looked up by the kind of position.
    #[serde(default)]
    pub weights: Vec<String>,
    /// Reasons by which an activity is returned or refused.
    pub reasons: Vec<Reason>,
    /// How the plans of a year are made; none where the region plans elsewhere.
    #[serde(default)]
    pub plan: Option<PlanRule>,
    /// What a year is called in the end.
    pub predicates: PredicateRule,
    /// For how many days after a slip its owner can object, and for how many the answer may take.
    pub objection: ObjectionRule,
    /// What is looked at by itself before it is approved.
    pub doubts: DoubtRule,
    /// Patterns by which numbers are gamed.
    #[serde(default)]
    pub patterns: Vec<PatternRule>,
    /// The agency that a demonstration shows.
    #[serde(default)]
    pub demonstration: Option<Demonstration>,
}

/// A kind of position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PositionKind {
    /// Stable key, which the formula looks weights up by.
    pub key: String,
    /// Its name.
    pub label: Text,
    /// Whether its holder enters activities of their own.
    pub logs: bool,
    /// Whether its holder judges those of others.
    #[serde(default)]
    pub leads: bool,
}

/// What a working day is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HoursRule {
    /// From this day.
    pub valid_from: Day,
    /// Until this day, for a fasting month or the like.
    #[serde(default)]
    pub valid_until: Option<Day>,
    /// Where it comes from.
    pub legal_base: String,
    /// Effective minutes of a working day.
    pub day_minutes: u32,
    /// When work begins, minutes after midnight.
    pub opens: u16,
    /// When it ends.
    pub closes: u16,
    /// Of which so many are a break.
    pub rest: u16,
}

/// How the minutes expected of a month come about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetRule {
    /// For months that begin on this day or later.
    pub valid_from: Day,
    /// Where it comes from.
    pub legal_base: String,
    /// How.
    pub mode: TargetMode,
    /// The minutes of a flat target.
    #[serde(default)]
    pub minutes: Option<u32>,
}

/// Day by day, or a fixed sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetMode {
    /// What each working day is worth, without those on which the law lets one be away.
    PerDay,
    /// The same in every month that has a day to work on.
    Flat,
}

/// When activities can be entered and have to be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryRule {
    /// For activities of this day or later.
    pub valid_from: Day,
    /// Where it comes from.
    pub legal_base: String,
    /// At which hours.
    pub hours: EntryHours,
    /// For how many days after the activity.
    pub late_days: u32,
    /// Whether those are working days.
    #[serde(default)]
    pub late_working: bool,
    /// For how many days of the next month at most.
    pub grace_days: u32,
    /// Within how many working days the superior judges; then the next one may, and it counts against the first.
    pub judge_days: u32,
    /// For how many days after the month activities can be judged; then what nobody judged counts for nothing.
    pub judge_grace_days: u32,
    /// Days of the week on which nothing can be entered, 0 for Monday.
    #[serde(default)]
    pub not_on: Vec<u8>,
}

/// At which hours of a day activities can be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryHours {
    /// At any.
    Any,
    /// Outside the hours of work alone.
    OutsideWork,
    /// Between two, minutes after midnight; the second may lie in the next morning.
    Between(u16, u16),
}

/// Why somebody is away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AbsenceKind {
    /// Stable key.
    pub key: String,
    /// Its name.
    pub label: Text,
    /// Where it comes from.
    pub legal_base: String,
    /// Whether the day is not worked, so that nothing can be entered for it. Duty travel and training at work are worked.
    pub away: bool,
    /// Whether the day takes its minutes from the target.
    pub excused: bool,
    /// What it costs, basis points a day.
    #[serde(default)]
    pub cut_bp: u32,
    /// What it costs only from the day after so many in a row.
    #[serde(default)]
    pub free_days: u32,
    /// What a month that has any of it costs once, basis points.
    #[serde(default)]
    pub month_bp: u32,
}

/// A sanction that cuts the allowance for some months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sanction {
    /// Stable key.
    pub key: String,
    /// Its name.
    pub label: Text,
    /// Where it comes from.
    pub legal_base: String,
    /// What it costs, basis points.
    pub cut_bp: u32,
    /// For how many months.
    pub months: u32,
}

/// A figure that is reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FigureKind {
    /// Stable key, by which the formula finds it: `figures.budget`.
    pub key: String,
    /// Its name.
    pub label: Text,
    /// Whose it is.
    pub of: FigureOf,
    /// What it is measured in.
    pub unit: Text,
}

/// Whose a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FigureOf {
    /// An agency's: everybody's there.
    Agency,
    /// A unit's.
    Unit,
    /// A person's.
    Person,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Stable key.
    pub key: String,
    /// Its words.
    pub label: Text,
}

/// How long an objection and its answer may take. PP 30/2019, art. 59.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObjectionRule {
    /// Where it comes from.
    pub legal_base: String,
    /// Days after the slip.
    pub file_days: u32,
    /// Days in which whoever judged can be heard; then it is decided without them.
    pub hear_days: u32,
    /// Days for the answer.
    pub answer_days: u32,
}

impl PerformanceRules {
    /// A kind of position.
    #[must_use]
    pub fn kind(&self, key: &str) -> Option<&PositionKind> {
        self.kinds.iter().find(|k| k.key == key)
    }

    /// An activity that the catalogue has on a day.
    #[must_use]
    pub fn item(&self, code: &str, day: Day) -> Option<&CatalogueItem> {
        self.catalogue.iter().find(|c| c.code == code && c.holds(day))
    }

    /// What an activity is called, now or at any time.
    #[must_use]
    pub fn item_ever(&self, code: &str) -> Option<&CatalogueItem> {
        self.catalogue.iter().rev().find(|c| c.code == code)
    }

    /// Minutes that something counts for if it stands: what it took, up to its norm on its day.
    #[must_use]
    pub fn worth(&self, told: &Told) -> u32 {
        self.item(&told.code, told.day).map_or(0, |item| item.counts(told.volume, told.took()))
    }

    /// Whether an activity of a day hangs on an aim or an order.
    #[must_use]
    pub fn hangs_on(&self, day: Day) -> bool {
        self.plan.as_ref().and_then(|plan| plan.hangs_from).is_some_and(|from| from <= day)
    }

    /// A kind of absence.
    #[must_use]
    pub fn absence(&self, key: &str) -> Option<&AbsenceKind> {
        self.absences.iter().find(|a| a.key == key)
    }

    /// A sanction.
    #[must_use]
    pub fn sanction(&self, key: &str) -> Option<&Sanction> {
        self.sanctions.iter().find(|s| s.key == key)
    }

    /// A reason.
    #[must_use]
    pub fn reason(&self, key: &str) -> Option<&Reason> {
        self.reasons.iter().find(|r| r.key == key)
    }

    /// What a day's work is worth; nothing where no rule holds.
    #[must_use]
    pub fn hours_on(&self, day: Day) -> Option<&HoursRule> {
        let holds = |h: &&HoursRule| h.valid_from <= day && h.valid_until.is_none_or(|until| day <= until);
        self.hours.iter().filter(holds).max_by_key(|h| h.valid_from)
    }

    /// How a target that begins on a day comes about.
    #[must_use]
    pub fn target_on(&self, day: Day) -> Option<&TargetRule> {
        self.targets.iter().filter(|t| t.valid_from <= day).max_by_key(|t| t.valid_from)
    }

    /// When activities of a day can be entered.
    #[must_use]
    pub fn entry_on(&self, day: Day) -> Option<&EntryRule> {
        self.entry.iter().filter(|e| e.valid_from <= day).max_by_key(|e| e.valid_from)
    }

    /// What lateness on a day costs.
    #[must_use]
    pub fn cuts_on(&self, day: Day) -> Option<&CutRule> {
        self.cuts.iter().filter(|c| c.valid_from <= day).max_by_key(|c| c.valid_from)
    }
}
