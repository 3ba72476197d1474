//! How the pairs of a posted decision become an act.
use super::act_form::{ACTION, PUBLIC_NOTE, REASON, SEEN, WHY_FIRST, WHY_MORE, WRITTEN, verdict_word};
use domain::{
    case::{Ask, CheckMark, Input, Verdict},
    form::{Answer, Answers, Kind},
    time::{Day, Instant},
    workflow::Action,
};
use std::collections::BTreeMap;

/// Pairs of a posted form, in their order.
pub(super) type Pairs = Vec<(String, String)>;

/// Most rows and items that are read, so that a forged index can't fill memory.
const MOST: usize = 200;

fn verdict_named(word: &str) -> Option<Verdict> {
    [Verdict::Fits, Verdict::DoesNotFit, Verdict::DoesNotApply].into_iter().find(|v| verdict_word(*v) == word)
}

/// One act as it was posted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Act {
    /// The pressed button; empty where none was.
    pub(super) action: String,
    /// What came with it.
    pub(super) input: Input,
}

impl Act {
    /// Reads a posted form. What belongs to another action is left out, and so is what is not a part of the form; a
    /// version that is no number is 0, which no case has, so that the act is refused as stale.
    #[must_use]
    pub(super) fn from_pairs(pairs: &[(String, String)]) -> Self {
        let action = pairs.iter().rev().find(|(name, _)| name == ACTION).map(|(_, value)| value.clone()).unwrap_or_default();
        let mut input = Input::default();
        let mut captured = Vec::new();
        let mut items: BTreeMap<usize, Ask> = BTreeMap::new();
        let mut marks: BTreeMap<String, (Option<Verdict>, String)> = BTreeMap::new();
        for (name, value) in pairs {
            let Some(name) = unscoped(name, &action) else { continue };
            match name.split_once('.') {
                None if name == SEEN => input.seen = value.trim().parse().unwrap_or_default(),
                None if name == REASON => input.reason = filled(value),
                None if name == PUBLIC_NOTE => input.public_note = filled(value),
                None if name == WRITTEN => input.written_at = value.trim().parse().ok().map(Instant),
                None if name == WHY_FIRST => input.why_first = filled(value),
                None if name == WHY_MORE => input.why_more = filled(value),
                Some(("captured", key)) => captured.push((key.to_owned(), value.clone())),
                Some(("checklist", rest)) => match rest.rsplit_once('.') {
                    Some((key, "verdict")) => marks.entry(key.to_owned()).or_default().0 = verdict_named(value),
                    Some((key, "evidence")) => value.trim().clone_into(&mut marks.entry(key.to_owned()).or_default().1),
                    _ => {}
                },
                Some(("items", rest)) => {
                    let Some((n, part)) = rest.split_once('.') else { continue };
                    let Ok(n) = n.parse::<usize>() else { continue };
                    if items.len() >= MOST && !items.contains_key(&n) {
                        continue;
                    }
                    let item = items.entry(n).or_default();
                    match part {
                        "field" => item.field.clone_from(value),
                        "reason" => value.trim().clone_into(&mut item.reason),
                        "due" => item.due_on = Day::parse_loose(value.trim()).ok(),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        input.captured = Answers::from_pairs(captured, MOST);
        input.captured.0.retain(|_, answer| !matches!(answer, Answer::Text(text) if text.trim().is_empty()));
        input.checklist = marks.into_iter().filter_map(|(key, (v, evidence))| Some((key, CheckMark { verdict: v?, evidence }))).collect();
        input.items = items.into_values().filter(|i| !i.field.is_empty() && !i.reason.is_empty()).collect();
        Self { action, input }
    }

    /// Keeps of what was captured only what the action asks for: what stands in the section of another one is not a
    /// part of this act.
    #[must_use]
    pub(super) fn asked_for(mut self, keys: &[&str]) -> Self {
        self.input.captured.0.retain(|key, _| keys.contains(&key.as_str()));
        self
    }
}

/// The name without its action; `None` where it belongs to another one.
fn unscoped(name: &str, action: &str) -> Option<String> {
    let Some((head, rest)) = name.split_once('@') else { return Some(name.to_owned()) };
    let (scope, tail) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    (scope == action).then(|| format!("{head}{tail}"))
}

/// The rows that were typed for an action's tables, by field.
pub(super) fn typed_rows(typed: &BTreeMap<String, String>, action: &Action) -> Vec<(String, Answer)> {
    let of_action = typed.iter().filter_map(|(name, text)| Some((captured_key(name, &action.key)?, text.clone())));
    let given: Vec<(String, String)> = of_action.collect();
    let tables = action.captures.iter().filter(|f| matches!(f.kind, Kind::Rows { .. }));
    let was_there = |key: &str| given.iter().any(|(name, _)| name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')));
    let answers = Answers::from_pairs(given.iter().cloned(), MOST);
    tables.filter(|f| was_there(&f.key)).map(|f| (f.key.clone(), Answer::Rows(answers.rows(&f.key).to_vec()))).collect()
}

/// The captured field that a name of the pressed action means.
pub(super) fn captured_key(name: &str, action: &str) -> Option<String> {
    unscoped(name, action)?.strip_prefix("captured.").map(str::to_owned)
}

fn filled(value: &str) -> Option<String> {
    Some(value.trim()).filter(|v| !v.is_empty()).map(str::to_owned)
}

#[cfg(test)]
#[path = "act_tests.rs"]
mod tests;
