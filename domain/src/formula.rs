//! Calculations as dated data: what a licence costs, what a month of work scores. Exact decimals and never floating point, and each
//! input, looked-up factor, step and rounding is kept with the result, so that anybody can do the sum again.
mod expression;
#[cfg(test)]
mod tests;

pub use expression::Expression;

use crate::{text::Text, time::Day};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Decimal places that are trusted: a sum has some ten more, which divisions leave behind.
const EXACT: u32 = 12;

/// A calculation with its dated versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// Stable key.
    pub key: String,
    /// What it gives.
    pub name: Text,
    /// Its versions; the newest that is valid on a day counts.
    pub versions: Vec<FormulaVersion>,
}

/// One dated version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormulaVersion {
    /// Its number, counted up by the region.
    pub version: u32,
    /// Holds from this day.
    pub valid_from: Day,
    /// Holds until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
    /// The article, or "proposed" where there is none.
    pub legal_base: String,
    /// What goes in.
    #[serde(default)]
    pub inputs: Vec<FormulaInput>,
    /// Factors that are looked up by an input.
    #[serde(default)]
    pub tables: Vec<FormulaTable>,
    /// The steps in their order; the last gives the result.
    pub steps: Vec<FormulaStep>,
    /// How the result becomes whole.
    pub rounding: Rounding,
}

/// One thing that goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormulaInput {
    /// Stable key, by which steps and tables name it.
    pub key: String,
    /// What it is.
    pub label: Text,
    /// The fact that gives it: `answers.area`, `captured.area`, `judged.risk`.
    pub from: String,
    /// What it is measured in.
    #[serde(default)]
    pub unit: Option<Text>,
    /// What stands for it where the fact is missing; without, a missing fact is an error.
    #[serde(default)]
    pub missing: Option<String>,
}

/// A factor that is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormulaTable {
    /// Stable key, by which steps name it.
    pub key: String,
    /// What it is.
    pub label: Text,
    /// The input that it is looked up by, or a step: then it is known from there on.
    pub by: String,
    /// The factor for each word, as a decimal.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Or for each size.
    #[serde(default)]
    pub bands: Vec<Band>,
}

/// A factor for sizes up to a bound, or below one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The last size that belongs to it: the bound itself does. Without a bound it holds for all that is larger.
    #[serde(default)]
    pub up_to: Option<String>,
    /// The first size that no longer belongs to it.
    #[serde(default)]
    pub below: Option<String>,
    /// The factor, as a decimal.
    pub value: String,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormulaStep {
    /// Stable key, by which later steps name it.
    pub key: String,
    /// What it is.
    pub label: Text,
    /// How it is reckoned.
    pub value: Expression,
}

/// How a result becomes whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// To a multiple of this, such as 1, 100 or 1000.
    pub to: i64,
    /// Which way.
    pub mode: RoundingMode,
}

/// Which way a result is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the lower one.
    Down,
    /// To the higher one.
    Up,
    /// To the nearer one; the middle goes up.
    Nearest,
}

/// A sum that was done, with everything that is needed to do it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worked {
    /// The formula's key.
    pub formula: String,
    /// Its version.
    pub version: u32,
    /// Where it comes from.
    pub legal_base: String,
    /// What went in.
    pub inputs: Vec<Term>,
    /// What was looked up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Term>,
    /// What each step gave, not rounded.
    pub steps: Vec<Term>,
    /// How the last step's value became the result.
    pub rounding: Rounding,
    /// The result.
    pub result: i64,
}

/// One line of a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its key in the formula.
    pub key: String,
    /// What it is.
    pub label: Text,
    /// A decimal with a point, or the word that something is looked up by.
    pub value: String,
    /// What it is measured in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
}

/// Why a sum can't be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// No version holds on the day.
    #[error("no version of `{formula}` holds on {day}")]
    NoVersion {
        /// The formula.
        formula: String,
        /// The day.
        day: Day,
    },
    /// An input is not known.
    #[error("`{key}` is not known")]
    Missing {
        /// Its key.
        key: String,
        /// What it is.
        label: Text,
    },
    /// A table has no factor for what was looked up.
    #[error("`{table}` has no factor for `{value}`")]
    NotInTable {
        /// The table.
        table: String,
        /// What was looked up.
        value: String,
    },
    /// A name that nothing has, a division by nothing, or a number too large to be exact.
    #[error("{0}")]
    Sum(String),
}

impl Formula {
    /// The version that holds on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&FormulaVersion> {
        let holds = |v: &&FormulaVersion| v.valid_from <= day && v.valid_until.is_none_or(|until| day <= until);
        self.versions.iter().filter(holds).max_by_key(|v| (v.valid_from, v.version))
    }

    /// Does the sum with the version of the day.
    ///
    /// # Errors
    /// [`FormulaError`].
    pub fn work(&self, facts: &Value, day: Day) -> Result<Worked, FormulaError> {
        let version = self.on(day).ok_or_else(|| FormulaError::NoVersion { formula: self.key.clone(), day })?;
        version.work(&self.key, facts)
    }

    /// The sum of a version done again with what went into it; nothing where the version is not there or can't do it.
    #[must_use]
    pub fn again(&self, version: u32, inputs: &BTreeMap<String, String>) -> Option<Worked> {
        self.versions.iter().find(|v| v.version == version)?.work_with(&self.key, |key| inputs.get(key).cloned()).ok()
    }

    /// Whether what was worked out before still comes out, with its own version and its own inputs.
    #[must_use]
    pub fn comes_out(&self, worked: &Worked) -> bool {
        let inputs = worked.inputs.iter().map(|t| (t.key.clone(), t.value.clone())).collect();
        self.again(worked.version, &inputs).as_ref() == Some(worked)
    }
}

impl FormulaVersion {
    fn work(&self, formula: &str, facts: &Value) -> Result<Worked, FormulaError> {
        let given = |key: &str| {
            let input = self.inputs.iter().find(|i| i.key == key)?;
            let fact = input.from.split('.').try_fold(facts, |value, part| value.get(part)).and_then(word_of);
            fact.or_else(|| input.missing.clone())
        };
        self.work_with(formula, given)
    }

    fn work_with(&self, formula: &str, given: impl Fn(&str) -> Option<String>) -> Result<Worked, FormulaError> {
        let (mut inputs, mut factors, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        let mut known: BTreeMap<&str, Decimal> = BTreeMap::new();
        for input in &self.inputs {
            let missing = || FormulaError::Missing { key: input.key.clone(), label: input.label.clone() };
            let value = given(&input.key).ok_or_else(missing)?;
            if let Ok(number) = value.parse::<Decimal>() {
                known.insert(&input.key, number);
            }
            inputs.push(Term { key: input.key.clone(), label: input.label.clone(), value, unit: input.unit.clone() });
        }
        for (table, given) in self.tables.iter().filter_map(|t| Some((t, inputs.iter().find(|i| i.key == t.by)?))) {
            let factor = table.factor(&given.value)?;
            known.insert(&table.key, factor);
            factors.push(Term { key: table.key.clone(), label: table.label.clone(), value: said(factor), unit: None });
        }
        let mut last = Decimal::ZERO;
        for step in &self.steps {
            last = step.value.reckon(&known)?;
            known.insert(&step.key, last);
            let value = said(last);
            // As with the result: what a division left beyond the twelfth place moves nothing across a bound.
            let bound = said(last.round_dp(EXACT));
            for table in self.tables.iter().filter(|t| t.by == step.key) {
                let factor = table.factor(&bound)?;
                known.insert(&table.key, factor);
                factors.push(Term { key: table.key.clone(), label: table.label.clone(), value: said(factor), unit: None });
            }
            steps.push(Term { key: step.key.clone(), label: step.label.clone(), value, unit: None });
        }
        let result = self.rounding.whole(last)?;
        Ok(Worked {
            formula: formula.to_owned(),
            version: self.version,
            legal_base: self.legal_base.clone(),
            inputs,
            factors,
            steps,
            rounding: self.rounding,
            result,
        })
    }

    /// What is wrong with it as data: names that nothing has, numbers that are none. `(where, what)`.
    pub(crate) fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        let number = |faults: &mut Vec<_>, at: String, text: &str| {
            if text.parse::<Decimal>().is_err() {
                faults.push((at, format!("`{text}` is no decimal")));
            }
        };
        let mut names: Vec<&str> = self.inputs.iter().map(|i| i.key.as_str()).collect();
        for (t, table) in self.tables.iter().enumerate() {
            if !names.contains(&table.by.as_str()) && !self.steps.iter().any(|s| s.key == table.by) {
                faults.push((format!("tables/{t}/by"), format!("no input or step `{}`", table.by)));
            }
            if table.values.is_empty() == table.bands.is_empty() {
                faults.push((format!("tables/{t}"), "a table has either `values` or `bands`".to_owned()));
            }
            table.values.values().for_each(|v| number(&mut faults, format!("tables/{t}/values"), v));
            for (b, band) in table.bands.iter().enumerate() {
                number(&mut faults, format!("tables/{t}/bands/{b}/value"), &band.value);
                band.up_to.iter().for_each(|v| number(&mut faults, format!("tables/{t}/bands/{b}/up_to"), v));
                band.below.iter().for_each(|v| number(&mut faults, format!("tables/{t}/bands/{b}/below"), v));
                if band.up_to.is_some() && band.below.is_some() {
                    faults.push((format!("tables/{t}/bands/{b}"), "a band ends either `up_to` a bound or `below` one".to_owned()));
                }
            }
        }
        let of = |by: &str| self.tables.iter().filter(move |t| t.by == by).map(|t| t.key.as_str()).collect::<Vec<_>>();
        names.extend(self.inputs.iter().flat_map(|i| of(&i.key)));
        for (s, step) in self.steps.iter().enumerate() {
            faults.extend(step.value.faults(&names).into_iter().map(|what| (format!("steps/{s}/value"), what)));
            names.push(&step.key);
            names.extend(of(&step.key));
        }
        if self.steps.is_empty() {
            faults.push(("steps".to_owned(), "a formula without a step gives nothing".to_owned()));
        }
        if self.rounding.to < 1 {
            faults.push(("rounding/to".to_owned(), "a result is rounded to 1 or more".to_owned()));
        }
        faults
    }
}

impl FormulaTable {
    fn factor(&self, by: &str) -> Result<Decimal, FormulaError> {
        let absent = || FormulaError::NotInTable { table: self.key.clone(), value: by.to_owned() };
        let number = |text: &String| text.parse::<Decimal>().map_err(|e| FormulaError::Sum(format!("`{text}`: {e}")));
        if let Some(value) = self.values.get(by) {
            return number(value);
        }
        let size: Decimal = by.parse().map_err(|_| absent())?;
        for band in &self.bands {
            let within = match (&band.up_to, &band.below) {
                (Some(bound), _) => size <= number(bound)?,
                (None, Some(bound)) => size < number(bound)?,
                (None, None) => true,
            };
            if within {
                return number(&band.value);
            }
        }
        Err(absent())
    }
}

impl Rounding {
    fn whole(self, value: Decimal) -> Result<i64, FormulaError> {
        let too_large = || FormulaError::Sum("the result is too large".to_owned());
        let unit = Decimal::from(self.to.max(1));
        let way = match self.mode {
            RoundingMode::Down => RoundingStrategy::ToNegativeInfinity,
            RoundingMode::Up => RoundingStrategy::ToPositiveInfinity,
            RoundingMode::Nearest => RoundingStrategy::MidpointAwayFromZero,
        };
        // A third of three is three: what a division left beyond the twelfth place is no reason to round to another number.
        let exact = value.checked_div(unit).ok_or_else(too_large)?.round_dp(EXACT);
        let units = exact.round_dp_with_strategy(0, way);
        let whole = units.checked_mul(unit).ok_or_else(too_large)?;
        i64::try_from(whole).map_err(|_| too_large())
    }
}

/// A fact as it goes into a sum: a number as digits, a word as it is.
fn word_of(value: &Value) -> Option<String> {
    match value {
        Value::Number(n) => Some(n.to_string()),
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::Bool(yes) => Some(if *yes { "ya" } else { "tidak" }.to_owned()),
        _ => None,
    }
}

/// A decimal without zeros at its end.
fn said(value: Decimal) -> String {
    value.normalize().to_string()
}
