//! The arithmetic that a formula's step may use: names, decimals, and six operations. Small on purpose, so that it can be read by
//! whoever signs the regulation.
use super::FormulaError;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An expression: `{ "*" = ["area", "rate", "0.25"] }`. A text is a decimal where it reads as one, and else a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Expression {
    /// A whole number.
    Whole(i64),
    /// A decimal, or the name of an input, a table or an earlier step.
    Word(String),
    /// One operation on others.
    Done(BTreeMap<String, Vec<Expression>>),
}

/// The operations, by the sign that stands for them.
const OPERATIONS: [&str; 6] = ["+", "-", "*", "/", "min", "max"];

impl Expression {
    /// Its value.
    pub(super) fn reckon(&self, known: &BTreeMap<&str, Decimal>) -> Result<Decimal, FormulaError> {
        match self {
            Self::Whole(n) => Ok(Decimal::from(*n)),
            Self::Word(word) => match word.parse() {
                Ok(number) => Ok(number),
                Err(_) => known.get(word.as_str()).copied().ok_or_else(|| FormulaError::Sum(format!("nothing is called `{word}`"))),
            },
            Self::Done(done) => {
                let (sign, of) = done.iter().next().ok_or_else(|| FormulaError::Sum("an operation is missing".to_owned()))?;
                let mut values = of.iter().map(|e| e.reckon(known));
                let first = values.next().unwrap_or_else(|| Err(FormulaError::Sum(format!("`{sign}` of nothing"))))?;
                values.try_fold(first, |so_far, next| {
                    let next = next?;
                    let result = match sign.as_str() {
                        "+" => so_far.checked_add(next),
                        "-" => so_far.checked_sub(next),
                        "*" => so_far.checked_mul(next),
                        "/" => so_far.checked_div(next),
                        "min" => Some(so_far.min(next)),
                        "max" => Some(so_far.max(next)),
                        _ => None,
                    };
                    result.ok_or_else(|| FormulaError::Sum(format!("{so_far} {sign} {next} can't be reckoned")))
                })
            }
        }
    }

    /// What is wrong with it, where only these names are known.
    pub(super) fn faults(&self, names: &[&str]) -> Vec<String> {
        match self {
            Self::Whole(_) => vec![],
            Self::Word(word) if word.parse::<Decimal>().is_ok() || names.contains(&word.as_str()) => vec![],
            Self::Word(word) => vec![format!("nothing is called `{word}`")],
            Self::Done(done) if done.len() != 1 => vec!["write one operation".to_owned()],
            Self::Done(done) => done
                .iter()
                .flat_map(|(sign, of)| {
                    let unknown = (!OPERATIONS.contains(&sign.as_str())).then(|| format!("`{sign}` is none of {}", OPERATIONS.join(" ")));
                    let empty = of.is_empty().then(|| format!("`{sign}` of nothing"));
                    unknown.into_iter().chain(empty).chain(of.iter().flat_map(|e| e.faults(names))).collect::<Vec<_>>()
                })
                .collect(),
        }
    }
}
