//! Conditions as data: JSON Logic, evaluated the same on the server and in the browser.
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A JSON Logic expression from a pack, e.g. `{">": [{"var": "answers.total"}, 50000000]}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rule(pub Value);

/// A rule that can't be evaluated. The pack check finds these before a region goes live.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule can't be evaluated: {0}")]
pub struct RuleError(pub String);

impl Rule {
    /// What the expression gives for `facts`.
    ///
    /// # Errors
    /// The expression is not JSON Logic, or an operator refuses its operands.
    pub fn value(&self, facts: &Value) -> Result<Value, RuleError> {
        if !self.0.is_object() {
            return Ok(self.0.clone());
        }
        let text = datalogic_rs::eval_str(&self.0.to_string(), &facts.to_string()).map_err(|e| RuleError(e.to_string()))?;
        serde_json::from_str(&text).map_err(|e| RuleError(e.to_string()))
    }

    /// Whether the expression holds for `facts`, by JSON Logic's own notion of truth.
    ///
    /// # Errors
    /// As [`Rule::value`].
    pub fn holds(&self, facts: &Value) -> Result<bool, RuleError> {
        Ok(truthy(&self.value(facts)?))
    }

    /// The names that the expression reads, e.g. `answers.total`; the pack check looks each one up.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.0, &mut found);
        found
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if key == "var" {
                    let name = inner.as_array().and_then(|a| a.first()).unwrap_or(inner);
                    if let Some(name) = name.as_str() {
                        found.push(name.to_owned());
                    }
                } else {
                    collect(inner, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|i| collect(i, found)),
        _ => {}
    }
}

/// JSON Logic's truth: `0`, `""`, `[]`, `null` and `false` are false.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64().is_some_and(|n| n != 0.0),
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_facts_and_says_what_it_reads() {
        let rule = Rule(json!({"and": [{">": [{"var": "answers.total"}, 5]}, {"==": [{"var": ["answers.kind", ""]}, "fisik"]}]}));
        assert!(rule.holds(&json!({"answers": {"total": 6, "kind": "fisik"}})).unwrap());
        assert!(!rule.holds(&json!({"answers": {"total": 6}})).unwrap());
        assert_eq!(rule.names(), ["answers.total", "answers.kind"]);
    }

    #[test]
    fn an_unknown_operator_is_an_error_and_not_a_no() {
        assert!(Rule(json!({"nope": [1]})).holds(&json!({})).is_err());
    }
}
