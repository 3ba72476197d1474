//! A region's plans as everybody may read them: from the goals of twenty years to the projects of one, with the indicators by which
//! each is measured; and the exhibits of its gallery, which tell of past, present and plan.
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A document of planning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Stable key.
    pub key: String,
    /// What it is called, with its short name.
    pub name: Text,
    /// First year.
    pub from: i32,
    /// Last year.
    pub until: i32,
    /// The regulation that it is.
    pub legal_base: String,
    /// What it wants to reach.
    pub goals: Vec<Goal>,
}

/// Something that is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Stable key.
    pub key: String,
    /// What.
    pub text: Text,
    /// The goal of a document above that it serves, as `document/goal`.
    #[serde(default)]
    pub serves: Option<String>,
    /// By what it is measured.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    /// What is done for it.
    #[serde(default)]
    pub programmes: Vec<Programme>,
}

/// A measure with its targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable key.
    pub key: String,
    /// What is measured.
    pub label: Text,
    /// In what.
    pub unit: Text,
    /// Decimals that its numbers have: 12 with one decimal is 1,2.
    #[serde(default)]
    pub decimals: u8,
    /// Less is better.
    #[serde(default)]
    pub falls: bool,
    /// What is to be reached, by year.
    pub target: BTreeMap<String, i64>,
    /// What was reached, by year.
    #[serde(default)]
    pub actual: BTreeMap<String, i64>,
    /// Where the numbers are from.
    pub source: String,
}

/// What is done, by the code under which its money and its projects stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its code (Permendagri 90/2019): projects whose code begins with it are its own.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// The field of affairs whose agency does it.
    #[serde(default)]
    pub affair: Option<String>,
}

/// What the gallery shows and tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// Stable key: its address.
    pub key: String,
    /// Where in time it is.
    pub era: Era,
    /// From which year on, for the order.
    pub year: i32,
    /// Its title.
    pub title: Text,
    /// What it tells, a paragraph a line.
    pub story: Text,
    /// What is known only from memory, or made up for a demonstration, says so.
    pub source: String,
    /// Where more is shown: a page of the region, such as `galeri?masa=berjalan`.
    #[serde(default)]
    pub more: Option<String>,
}

/// Where in time something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// How it was.
    Past,
    /// How it is.
    Present,
    /// How it is to be.
    Plan,
}

impl Indicator {
    /// Whether a year's target was reached; `None` where one of both is not known.
    #[must_use]
    pub fn is_reached(&self, year: &str) -> Option<bool> {
        let (target, actual) = (self.target.get(year)?, self.actual.get(year)?);
        Some(if self.falls { actual <= target } else { actual >= target })
    }

    /// The years that it names, in their order.
    #[must_use]
    pub fn years(&self) -> Vec<&str> {
        let mut years: Vec<&str> = self.target.keys().chain(self.actual.keys()).map(String::as_str).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// A number of it in words, with the comma that Indonesian has before decimals.
    #[must_use]
    pub fn said(&self, n: i64, comma: char) -> String {
        let scale = 10_i64.pow(u32::from(self.decimals.min(6)));
        let (sign, whole, rest) = (if n < 0 { "-" } else { "" }, (n / scale).abs(), (n % scale).abs());
        if self.decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{comma}{rest:0width$}", width = usize::from(self.decimals.min(6)))
        }
    }
}

impl Programme {
    /// Whether an activity's code stands under it.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        code.strip_prefix(self.code.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicator(falls: bool) -> Indicator {
        let of = |pairs: &[(&str, i64)]| pairs.iter().map(|(year, n)| ((*year).to_owned(), *n)).collect();
        Indicator {
            key: "jalan".into(),
            label: Text::new("Jalan mantap", "Good roads"),
            unit: Text::new("%", "%"),
            decimals: 1,
            falls,
            target: of(&[("2025", 801), ("2026", 850)]),
            actual: of(&[("2025", 792), ("2024", 760)]),
            source: "peragaan".into(),
        }
    }

    #[test]
    fn a_target_is_reached_from_its_own_side() {
        assert_eq!(indicator(false).is_reached("2025"), Some(false));
        assert_eq!(indicator(true).is_reached("2025"), Some(true));
        assert_eq!((indicator(false).is_reached("2026"), indicator(false).is_reached("2024")), (None, None));
        assert_eq!(indicator(false).years(), ["2024", "2025", "2026"]);
    }

    #[test]
    fn numbers_have_their_decimals() {
        assert_eq!((indicator(false).said(792, ','), indicator(false).said(-5, '.')), ("79,2".to_owned(), "-0.5".to_owned()));
        let whole = Indicator { decimals: 0, ..indicator(false) };
        assert_eq!(whole.said(12, ','), "12");
    }

    #[test]
    fn a_programme_has_what_stands_below_its_code() {
        let programme = Programme { code: "1.03.10".into(), name: Text::default(), affair: None };
        assert!(programme.has("1.03.10") && programme.has("1.03.10.2.01"));
        assert!(!programme.has("1.03.101") && !programme.has("1.03.1") && !programme.has(""));
    }
}
