//! What must hold before an action: the pack's condition, the cross-checks, the checklist.
use super::{CaseState, Refusal, Verdict, input::Input, right::place, submit};
use crate::{
    pack::Pack,
    rule::{Facts, Rule},
    time::Instant,
    workflow::{Action, ChecklistItem, CrossCheck, Needs},
};
use serde_json::json;

/// The items of the checklist that are asked for this case at its stage.
#[must_use]
pub fn asked_items<'p>(pack: &'p Pack, state: &CaseState, at: Instant) -> Vec<&'p ChecklistItem> {
    let Ok(here) = place(pack, state) else { return vec![] };
    let all = &here.stage.checklist;
    if all.iter().all(|i| i.show_if.is_none()) {
        return all.iter().collect();
    }
    let facts = submit::facts(here.service, pack, state, &json!({}), at).ok();
    let asked = |rule: &Rule| facts.as_ref().is_none_or(|facts| rule.holds(facts).unwrap_or(true));
    all.iter().filter(|i| i.show_if.as_ref().is_none_or(asked)).collect()
}

pub(super) fn guard(action: &Action, facts: &Facts) -> Result<(), Refusal> {
    let holds = |rule: &Rule| rule.holds(facts).map_err(|e| Refusal::BrokenRule { detail: e.0 });
    if let Some(rule) = &action.show_if
        && !holds(rule)?
    {
        return Err(Refusal::Guard {
            text: action.guard_text.clone().unwrap_or_else(|| action.label.clone()),
            legal_base: action.legal_base.clone(),
        });
    }
    match &action.guard {
        Some(rule) if !holds(rule)? => Err(Refusal::Guard {
            text: action.guard_text.clone().unwrap_or_else(|| action.label.clone()),
            legal_base: action.legal_base.clone(),
        }),
        _ => Ok(()),
    }
}

/// What must agree before the action, with its result now: for the officer to see, and for whoever looks later. A check
/// that can't be evaluated does not hold.
#[must_use]
pub fn cross_checks<'p>(pack: &'p Pack, state: &CaseState, action: &'p Action, at: Instant) -> Vec<(&'p CrossCheck, bool)> {
    if action.checks.is_empty() {
        return vec![];
    }
    let facts = pack.service(&state.service).and_then(|service| submit::facts(service, pack, state, &json!({}), at).ok());
    action.checks.iter().map(|c| (c, facts.as_ref().is_some_and(|f| c.rule.holds(f).unwrap_or(false)))).collect()
}

pub(super) fn agreed(action: &Action, facts: &Facts) -> Result<(), Refusal> {
    let mut items = Vec::new();
    for check in &action.checks {
        if !check.rule.holds(facts).map_err(|e| Refusal::BrokenRule { detail: e.0 })? {
            items.push(check.label.clone());
        }
    }
    if items.is_empty() { Ok(()) } else { Err(Refusal::Disagree { items }) }
}

/// The checklist's rules: what must be answered is, what does not fit has its evidence written down.
pub(super) fn checklist(asked: &[&ChecklistItem], action: &Action, input: &Input) -> Result<(), Refusal> {
    if action.checklist == Needs::Nothing {
        return Ok(());
    }
    let open: Vec<_> = asked
        .iter()
        .filter(|i| {
            input.checklist.get(&i.key).is_none_or(|m| {
                let needs_words = i.note_always || m.verdict == Verdict::DoesNotFit;
                needs_words && m.evidence.trim().is_empty()
            })
        })
        .map(|i| i.label.clone())
        .collect();
    if !open.is_empty() {
        return Err(Refusal::Checklist { items: open, unfitting: false });
    }
    let unfitting: Vec<_> = asked
        .iter()
        .filter(|i| input.checklist.get(&i.key).is_some_and(|m| m.verdict == Verdict::DoesNotFit))
        .map(|i| i.label.clone())
        .collect();
    if action.checklist == Needs::Fitting && !unfitting.is_empty() {
        return Err(Refusal::Checklist { items: unfitting, unfitting: true });
    }
    Ok(())
}
