//! A project: something that the region builds or does, from the wish to its use. It is a case like every other; what stands here is
//! what makes it comparable: where it is, when it was to be ready, how far it has come and how far the money has.
//!
//! Physical progress and money are whole percents of the whole work and of the contract, summed up until a day, as the site's weekly
//! report has them.
mod curve;
mod rule;

pub use curve::{Curve, Mark, Report, curve};
pub use rule::{Band, BandKind, ContractRule, Phase, PhaseKind, ProjectRule, ScheduleRule, ShareRule};

use crate::{
    case::CaseState,
    form::{Answer, Answers},
    number::CaseNumber,
    pack::{Pack, Service},
    point::Point,
    time::Day,
};

/// A project as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Where it is, where that is known.
    pub point: Option<Point>,
    /// Who pays, by the key of the list.
    pub fund: String,
    /// The day on which it was to begin.
    pub starts: Option<Day>,
    /// The day on which it was to be ready.
    pub ends: Option<Day>,
    /// The day on which it began.
    pub began: Option<Day>,
    /// The day on which it was ready.
    pub finished: Option<Day>,
    /// How far it has come, in hundredths.
    pub physical: u32,
    /// The day of the last report.
    pub reported: Option<Day>,
    /// How far it was to be, by day: hundredths, rising.
    pub schedule: Vec<Mark>,
    /// The code of its activity.
    pub activity: String,
    /// Who does it.
    pub contractor: String,
    /// The number under which it was put out to tender.
    pub procurement: String,
    /// The proposal that it grew from.
    pub proposal: Option<CaseNumber>,
}

/// The project that a case is; `None` where its service has none.
#[must_use]
pub fn project(pack: &Pack, service: &Service, state: &CaseState) -> Option<Project> {
    let rule = service.project.as_ref()?;
    let asked = |key: &Option<String>| key.as_deref().map(|key| state.answers.text(key).trim()).unwrap_or_default();
    let kept = |key: &Option<String>| key.as_deref().map(|key| state.captured.text(key).trim()).unwrap_or_default();
    let open = |key: &Option<String>| key.as_deref().and_then(|key| service.form.field(key)).is_some_and(|field| !field.is_sealed());
    Some(Project {
        point: asked(&rule.point).parse().ok().filter(|_| open(&rule.point)).filter(|point| is_near(pack, *point)),
        fund: asked(&rule.fund).to_owned(),
        starts: Day::parse_loose(asked(&rule.starts)).ok(),
        ends: Day::parse_loose(asked(&rule.ends)).ok(),
        began: Day::parse_loose(kept(&rule.began)).ok(),
        finished: Day::parse_loose(kept(&rule.finished)).ok(),
        physical: percent(state.captured.text(&rule.physical)).unwrap_or(0),
        reported: Day::parse_loose(state.captured.text(&rule.reported)).ok(),
        schedule: rule.schedule.as_ref().map(|schedule| marks(schedule, &state.captured)).unwrap_or_default(),
        activity: asked(&rule.activity).to_owned(),
        contractor: kept(&rule.contractor).to_owned(),
        procurement: kept(&rule.procurement).to_owned(),
        proposal: rule.proposal.as_ref().and_then(|from| state.answers.text(&from.field).trim().parse().ok()),
    })
}

/// Degrees that a place of a region is away from its districts at most; what is farther was mistyped, or is in another order.
const NEAR: f64 = 2.0;

/// Whether a point is about where the region is. A region whose districts have no places takes any.
#[must_use]
pub fn is_near(pack: &Pack, point: Point) -> bool {
    let mut known = pack.districts.iter().filter_map(|d| Some((d.latitude?, d.longitude?))).peekable();
    let near = |(latitude, longitude): (f64, f64)| (point.latitude - latitude).abs() < NEAR && (point.longitude - longitude).abs() < NEAR;
    known.peek().is_none() || known.any(near)
}

/// Hundredths as somebody wrote them.
fn percent(text: &str) -> Option<u32> {
    text.trim().trim_end_matches('%').trim_end().parse().ok().filter(|percent| *percent <= 100)
}

/// What a schedule's rows say, by day; a row that says nothing is left out, and so is one that falls behind an earlier one.
fn marks(rule: &ScheduleRule, captured: &Answers) -> Vec<Mark> {
    let Some(Answer::Rows(rows)) = captured.0.get(&rule.rows) else { return vec![] };
    let said = |row: &std::collections::BTreeMap<String, String>, key: &str| row.get(key).cloned().unwrap_or_default();
    let mut marks: Vec<Mark> = rows
        .iter()
        .filter_map(|row| Some(Mark { day: Day::parse_loose(&said(row, &rule.day)).ok()?, percent: percent(&said(row, &rule.percent))? }))
        .collect();
    marks.sort_by_key(|mark| mark.day);
    let mut most = 0;
    marks.retain(|mark| {
        let rises = mark.percent >= most;
        most = most.max(mark.percent);
        rises
    });
    marks
}

#[cfg(test)]
mod tests;
