//! Which licences somebody needs for what they mean to do, by the rules of the day and before they ask for any.
use crate::{
    form::{Check, Documents, Field, Kind},
    judgement::{Asked, Judged, judge},
    pack::{Pack, Service},
    rule::{Facts, Rule},
    text::Text,
    time::Day,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What the guide asks beside activity and capital, answered yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideQuestion {
    /// Stable key: guide rules read it as `answers.<key>`.
    pub key: String,
    /// The question, as a statement to tick.
    pub question: Text,
}

/// When a service is needed, as pack data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuideRule {
    /// Where this holds: JSON Logic over `answers`, `activity` and `judged`.
    pub when: Rule,
    /// Why it is needed, or what to mind, in a sentence.
    pub why: Text,
}

/// A licence that somebody needs.
#[derive(Debug)]
pub struct Guided<'p> {
    /// The service that gives it.
    pub service: &'p Service,
    /// What the law makes of what was said.
    pub judged: Judged,
}

/// The licences that are needed for these answers on a day, in the order of the region. What can't be judged is shown, so that nobody is
/// told that they need nothing by a rule that broke.
#[must_use]
pub fn guided<'p>(pack: &'p Pack, answers: &Value, day: Day) -> Vec<Guided<'p>> {
    let code = answers.get("activity").and_then(Value::as_str).unwrap_or_default();
    let activity = pack.activity_facts(code, day);
    let needed = |service: &'p Service| {
        let rule = service.guide.as_ref()?;
        service.taken_on(day)?;
        let asked = Asked { service: &service.key, wanted: &service.judges, answers, activity: &activity };
        let judged = judge(&pack.judgements, &asked, day).unwrap_or_default();
        let facts = Facts::of(&json!({"answers": answers, "activity": activity, "judged": judged, "today": day.to_string()})).ok()?;
        rule.when.holds(&facts).unwrap_or(true).then_some(Guided { service, judged })
    };
    pack.services.iter().filter_map(needed).collect()
}

/// The papers that a service asks for, each with whether it is asked for in any case.
pub fn papers<'p>(pack: &'p Pack, service: &'p Service, answers: &crate::form::Answers, day: Day) -> Vec<(&'p Field, bool)> {
    let none = Documents::default();
    let check = Check { form: &service.form, answers, documents: &none, areas: pack, today: day };
    let facts = Facts::of_answers(&check.facts()).ok();
    let fields = service.form.fields().filter(|f| matches!(f.kind, Kind::File { .. }));
    fields
        .filter_map(|field| {
            let Some(rule) = &field.show_if else { return Some((field, !field.optional)) };
            // What is not answered yet may still call for it.
            let known = rule.names().iter().all(|n| n.strip_prefix("answers.").is_some_and(|key| !answers.text(key).is_empty()));
            let holds = facts.as_ref().is_none_or(|facts| rule.holds(facts).unwrap_or(true));
            match (known, holds) {
                (true, false) => None,
                (true, true) => Some((field, !field.optional)),
                (false, _) => Some((field, false)),
            }
        })
        .collect()
}
