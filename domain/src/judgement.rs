//! What the law makes of what somebody answered: the class of a firm by its capital, the risk of its activity, the route that its
//! request takes. Dated rules, judged by the day on which a request was handed in, each with its article.
use crate::{
    rule::{Facts, Rule, RuleError},
    text::Text,
    time::Day,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One thing that is judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// What is judged: rules read it as `judged.<key>`.
    pub key: String,
    /// What it is called.
    pub label: Text,
    /// What each word is called that a rule can give.
    pub words: BTreeMap<String, Text>,
    /// By which rules; the newest that holds on a day counts.
    pub rules: Vec<JudgementRule>,
}

/// A dated rule that gives a word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct JudgementRule {
    /// Holds for requests handed in from this day on.
    pub valid_from: Day,
    /// And until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
    /// JSON Logic over `service`, `answers`, `activity` (what the classification says of the activity that was named) and the judgements
    /// before this one; gives a key of `words`, or nothing.
    pub value: Rule,
    /// The article, or "proposed" where there is none.
    pub legal_base: String,
}

/// What was judged of a request, by key.
pub type Judged = BTreeMap<String, String>;

impl Judgement {
    /// The rule that holds on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&JudgementRule> {
        let holds = |r: &&JudgementRule| r.valid_from <= day && r.valid_until.is_none_or(|until| day <= until);
        self.rules.iter().filter(holds).max_by_key(|r| r.valid_from)
    }
}

/// What is judged.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The service that was asked for.
    pub service: &'a str,
    /// What should be judged, by key.
    pub wanted: &'a [String],
    /// The answers as facts.
    pub answers: &'a Value,
    /// What the classification says of the activity.
    pub activity: &'a Value,
}

/// Judges by the rules of the day, in their order. A rule that gives a word that is not known is broken.
///
/// # Errors
/// [`RuleError`] where a rule can't be evaluated.
pub fn judge(all: &[Judgement], asked: &Asked<'_>, day: Day) -> Result<Judged, RuleError> {
    let mut judged = Judged::new();
    let Asked { service, wanted, answers, activity } = *asked;
    for judgement in all.iter().filter(|j| wanted.contains(&j.key)) {
        let Some(rule) = judgement.on(day) else { continue };
        let facts =
            Facts::of(&json!({"service": service, "answers": answers, "activity": activity, "judged": judged, "today": day.to_string()}))?;
        match rule.value.value(&facts)? {
            Value::Null => {}
            Value::String(word) if judgement.words.contains_key(&word) => _ = judged.insert(judgement.key.clone(), word),
            other => return Err(RuleError(format!("`{}` gives {other}, which is none of its words", judgement.key))),
        }
    }
    Ok(judged)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes of capital, as UU 20/2008 and PP 7/2021 set them.
    fn classes() -> Vec<Judgement> {
        let class = |from: &str, until: Option<&str>, micro: i64, small: i64, medium: i64| JudgementRule {
            valid_from: from.parse().unwrap(),
            valid_until: until.map(|u| u.parse().unwrap()),
            value: Rule::new(json!({"if": [
                {"!": [{"var": "answers.capital"}]}, null,
                {"<=": [{"var": "answers.capital"}, micro]}, "micro",
                {"<=": [{"var": "answers.capital"}, small]}, "small",
                {"<=": [{"var": "answers.capital"}, medium]}, "medium",
                "large"]})),
            legal_base: "x".into(),
        };
        let rules = vec![
            class("2008-07-04", Some("2021-02-01"), 50_000_000, 500_000_000, 10_000_000_000),
            class("2021-02-02", None, 1_000_000_000, 5_000_000_000, 10_000_000_000),
        ];
        vec![judgement("class", &["micro", "small", "medium", "large"], rules)]
    }

    fn judgement(key: &str, words: &[&str], rules: Vec<JudgementRule>) -> Judgement {
        let words = words.iter().map(|w| ((*w).to_owned(), Text::new(*w, *w))).collect();
        Judgement { key: key.into(), label: Text::new(key, key), words, rules }
    }

    fn of(capital: i64, day: &str) -> String {
        let answers = json!({"capital": capital});
        let asked = Asked { service: "s", wanted: &["class".into()], answers: &answers, activity: &Value::Null };
        let judged = judge(&classes(), &asked, day.parse().unwrap()).unwrap();
        judged.get("class").cloned().unwrap_or_default()
    }

    #[test]
    fn a_bound_belongs_to_the_lower_class_and_the_day_chooses_the_rule() {
        for (capital, then, now) in [
            (50_000_000, "micro", "micro"),
            (50_000_001, "small", "micro"),
            (500_000_000, "small", "micro"),
            (500_000_001, "medium", "micro"),
            (1_000_000_000, "medium", "micro"),
            (1_000_000_001, "medium", "small"),
            (5_000_000_000, "medium", "small"),
            (5_000_000_001, "medium", "medium"),
            (10_000_000_000, "medium", "medium"),
            (10_000_000_001, "large", "large"),
        ] {
            assert_eq!((of(capital, "2021-02-01"), of(capital, "2021-02-02")), (then.to_owned(), now.to_owned()), "{capital}");
        }
        assert_eq!(of(1, "2008-07-03"), "", "before any rule");
    }

    #[test]
    fn later_judgements_read_earlier_ones_and_a_word_that_is_none_is_a_fault() {
        let mut rules = classes();
        let value = json!({"if": [
            {"and": [{"==": [{"var": "judged.class"}, "micro"]}, {"==": [{"var": "activity.risk"}, "low"]}]}, "report", "verify"]});
        let rule =
            JudgementRule { valid_from: "2020-01-01".parse().unwrap(), valid_until: None, value: Rule::new(value), legal_base: "x".into() };
        rules.push(judgement("route", &["report", "verify"], vec![rule]));
        let wanted = ["class".to_owned(), "route".to_owned()];
        let day: Day = "2026-01-01".parse().unwrap();
        let answers = json!({"capital": 5});
        let route = |rules: &[Judgement], activity: Value| {
            let asked = Asked { service: "s", wanted: &wanted, answers: &answers, activity: &activity };
            judge(rules, &asked, day).map(|judged| judged["route"].clone())
        };
        assert_eq!(route(&rules, json!({"risk": "low"})).unwrap(), "report");
        assert_eq!(route(&rules, Value::Null).unwrap(), "verify", "what is not known is looked at by somebody");
        rules[1].words.remove("verify");
        assert!(route(&rules, Value::Null).is_err());
    }
}
