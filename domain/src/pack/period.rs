//! The dated periods of a region's year: when the budget is drawn up and passed, until when money is paid, when an election
//! stands still what could sway it. Rules read `calendar.<kind>`, which is true while such a period runs.
use crate::{text::Text, time::Day};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One period, both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// What rules call it, such as `freeze`.
    pub kind: String,
    /// What people call it.
    pub label: Text,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// The services that it is about, by key; all where none is named.
    #[serde(default)]
    pub services: Vec<String>,
    /// Where it comes from.
    pub legal_base: String,
}

/// All periods of a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Periods(pub Vec<Period>);

impl Period {
    /// Whether it is about a service.
    #[must_use]
    pub fn is_about(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.iter().any(|s| s == service)
    }
}

impl Periods {
    /// The kinds of period of a service, each with whether one runs on `day`: what rules read as `calendar`.
    #[must_use]
    pub fn running(&self, service: &str, day: Day) -> BTreeMap<&str, bool> {
        let mut kinds = BTreeMap::new();
        for period in self.0.iter().filter(|p| p.is_about(service)) {
            *kinds.entry(period.kind.as_str()).or_insert(false) |= period.from <= day && day <= period.until;
        }
        kinds
    }

    /// The periods of a service that run on `day` or begin after it, the nearest first.
    pub fn coming<'a>(&'a self, service: &str, day: Day) -> impl Iterator<Item = &'a Period> + use<'a> {
        let mut coming: Vec<_> = self.0.iter().filter(|p| p.is_about(service) && p.until >= day).collect();
        coming.sort_by_key(|p| (p.from, p.until));
        coming.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }

    fn period(kind: &str, from: u8, until: u8, services: &[&str]) -> Period {
        Period {
            kind: kind.into(),
            label: Text::new(kind, kind),
            from: day(from),
            until: day(until),
            services: services.iter().map(|s| (*s).to_owned()).collect(),
            legal_base: "Contoh".into(),
        }
    }

    #[test]
    fn a_period_runs_on_both_of_its_days_and_for_its_services_alone() {
        let all = Periods(vec![period("freeze", 5, 10, &["bansos"]), period("freeze", 20, 21, &["bansos"]), period("apbd", 7, 7, &[])]);
        let runs = |service: &str, d: u8| all.running(service, day(d)).get("freeze").copied();
        assert_eq!(
            [4, 5, 10, 11, 20, 22].map(|d| runs("bansos", d)),
            [Some(false), Some(true), Some(true), Some(false), Some(true), Some(false)]
        );
        assert_eq!(runs("hibah", 6), None, "a kind that is not about a service is no fact of it");
        let next: Vec<_> = all.coming("bansos", day(8)).map(|p| (p.kind.as_str(), p.from)).collect();
        assert_eq!(next, [("freeze", day(5)), ("freeze", day(20))]);
    }
}
