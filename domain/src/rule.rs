//! Conditions as data: JSON Logic, evaluated the same on the server and in the browser.
use datalogic_rs::{Engine, Logic, ParsedData, bumpalo::Bump};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// A JSON Logic expression from a pack, e.g. `{">": [{"var": "answers.total"}, 50000000]}`. It is compiled when it is
/// first asked, and then kept: a case is checked against dozens of them.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Rule {
    value: Value,
    #[serde(skip)]
    logic: OnceLock<Result<Arc<Logic>, RuleError>>,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rule({})", self.value)
    }
}

/// A rule that can't be evaluated. The pack check finds these before a region goes live.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule can't be evaluated: {0}")]
pub struct RuleError(pub String);

/// Facts in the shape that rules read, made once for many rules.
pub struct Facts(ParsedData);

impl Facts {
    /// These facts.
    ///
    /// # Errors
    /// They are nested deeper than a rule could read.
    pub fn of(facts: &Value) -> Result<Self, RuleError> {
        Self::parsed(&facts.to_string())
    }

    /// Answers, under the name by which rules ask for them: `answers.total`.
    ///
    /// # Errors
    /// As [`Facts::of`].
    pub fn of_answers(answers: &impl Serialize) -> Result<Self, RuleError> {
        let answers = serde_json::to_string(answers).map_err(|e| RuleError(e.to_string()))?;
        Self::parsed(&format!("{{\"answers\":{answers}}}"))
    }

    fn parsed(json: &str) -> Result<Self, RuleError> {
        ParsedData::from_json(json).map(Self).map_err(|e| RuleError(e.to_string()))
    }
}

impl Rule {
    /// Holds where one of the two does.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        if self == other {
            return self.clone();
        }
        Self { value: serde_json::json!({ "or": [self.value, other.value] }), logic: OnceLock::new() }
    }

    /// A rule of this expression.
    #[must_use]
    pub const fn new(value: Value) -> Self {
        Self { value, logic: OnceLock::new() }
    }

    /// The expression itself.
    #[must_use]
    pub const fn expression(&self) -> &Value {
        &self.value
    }

    /// What the expression gives for `facts`.
    ///
    /// # Errors
    /// The expression is not JSON Logic, or an operator refuses its operands.
    pub fn value(&self, facts: &Facts) -> Result<Value, RuleError> {
        if !self.value.is_object() {
            return Ok(self.value.clone());
        }
        let compiled = || datalogic_rs::compile(&self.value.to_string()).map(Arc::new).map_err(|e| RuleError(e.to_string()));
        let logic = self.logic.get_or_init(compiled).as_ref().map_err(Clone::clone)?;
        let arena = Bump::new();
        let result = engine().evaluate(logic, &facts.0, &arena).map_err(|e| RuleError(e.to_string()))?;
        match result.as_bool() {
            Some(yes) => Ok(Value::Bool(yes)),
            None => serde_json::from_str(&result.to_string()).map_err(|e| RuleError(e.to_string())),
        }
    }

    /// Whether the expression holds for `facts`, by JSON Logic's own notion of truth.
    ///
    /// # Errors
    /// As [`Rule::value`].
    pub fn holds(&self, facts: &Facts) -> Result<bool, RuleError> {
        Ok(truthy(&self.value(facts)?))
    }

    /// The names that the expression reads, e.g. `answers.total`; the pack check looks each one up.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.value, &mut found);
        found
    }
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::default)
}

/// What goes over rows: its condition reads a row's own columns.
const OVER_ROWS: [&str; 5] = ["some", "all", "none", "filter", "map"];

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if key == "var" {
                    let name = inner.as_array().and_then(|a| a.first()).unwrap_or(inner);
                    if let Some(name) = name.as_str() {
                        found.push(name.to_owned());
                    }
                } else if let (true, Some([of, ..])) = (OVER_ROWS.contains(&key.as_str()), inner.as_array().map(Vec::as_slice)) {
                    // What stands behind the rows is read of each of them, and is no fact of the case.
                    collect(of, found);
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

    fn facts(of: Value) -> Facts {
        Facts::of(&of).unwrap()
    }

    #[test]
    fn reads_facts_and_says_what_it_reads() {
        let rule = Rule::new(json!({"and": [{">": [{"var": "answers.total"}, 5]}, {"==": [{"var": ["answers.kind", ""]}, "fisik"]}]}));
        assert!(rule.holds(&facts(json!({"answers": {"total": 6, "kind": "fisik"}}))).unwrap());
        assert!(!rule.holds(&facts(json!({"answers": {"total": 6}}))).unwrap());
        assert_eq!(rule.names(), ["answers.total", "answers.kind"]);
    }

    #[test]
    fn an_unknown_operator_is_an_error_and_not_a_no() {
        assert!(Rule::new(json!({"nope": [1]})).holds(&facts(json!({}))).is_err());
    }

    #[test]
    fn results_keep_their_kind() {
        let facts = Facts::of_answers(&json!({"a": "x\"y", "n": 3, "rows": [], "f": 2.5})).unwrap();
        for (rule, gives) in [
            (json!({"var": "answers.a"}), json!("x\"y")),
            (json!({"+": [{"var": "answers.n"}, 1]}), json!(4)),
            (json!({"*": [{"var": "answers.f"}, 2]}), json!(5.0)),
            (json!({"var": "answers.rows"}), json!([])),
            (json!({"var": "answers.none"}), json!(null)),
            (json!({"!": [{"var": "answers.rows"}]}), json!(true)),
            (json!(true), json!(true)),
        ] {
            let rule = Rule::new(rule);
            // The second time it is compiled already.
            for _ in 0..2 {
                let given = rule.value(&facts).unwrap();
                assert_eq!(
                    given.as_f64().map_or(given.clone(), |n| json!(n)),
                    gives.as_f64().map_or(gives.clone(), |n| json!(n)),
                    "{rule:?}"
                );
            }
        }
        let copied: Rule = serde_json::from_value(serde_json::to_value(Rule::new(json!({"var": "a"}))).unwrap()).unwrap();
        assert_eq!(copied, Rule::new(json!({"var": "a"})));
    }
}
