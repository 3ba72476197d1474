//! What stands in an action's boxes before anybody types: what the case knows already. A box that is `fixed` keeps it,
//! whatever is sent.
use super::{CaseState, Input, submit};
use crate::{
    alike,
    form::{Answer, Answers, Document, Documents, Fault, Field, Kind, Problem},
    pack::Pack,
    time::Instant,
    words::{self, Lang},
    workflow::{Action, Effect},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The prefilled answers of an action's captures.
#[must_use]
pub fn prefilled(pack: &Pack, state: &CaseState, action: &Action, at: Instant) -> Answers {
    prefilled_on(pack, state, action, None, at)
}

/// What an applicant's work on an action begins with: what they sent under the same keys before, where the case came back,
/// with its files; else what is prefilled. A note begins anew each time.
#[must_use]
pub fn begun_with(pack: &Pack, state: &CaseState, action: &Action, at: Instant) -> (Answers, Documents) {
    let mut answers = prefilled(pack, state, action, at);
    if !action.by_applicant || action.effect == Effect::Note {
        return (answers, Documents::default());
    }
    for field in action.captures.iter().filter(|f| !f.fixed && !matches!(f.kind, Kind::Computed { .. } | Kind::Confirm)) {
        if let Some(sent) = state.captured.0.get(&field.key) {
            answers.0.insert(field.key.clone(), sent.clone());
        }
    }
    let files = action.captures.iter().filter(|f| matches!(f.kind, Kind::File { .. }));
    (answers, Documents(files.flat_map(|f| files_for(state, f)).collect()))
}

/// The files that a box begins with: those of the last time, else those of the application that it names.
fn files_for(state: &CaseState, field: &Field) -> Vec<Document> {
    let Kind::File { most, .. } = &field.kind else { return vec![] };
    let sent: Vec<_> = state.papers.of(&field.key).cloned().collect();
    if !sent.is_empty() {
        return sent;
    }
    let Some(slot) = field.prefill.as_deref().and_then(|path| path.strip_prefix("documents.")) else { return vec![] };
    state.documents.of(slot).take(*most as usize).map(|d| Document { slot: field.key.clone(), ..d.clone() }).collect()
}

fn prefilled_on(pack: &Pack, state: &CaseState, action: &Action, list: Option<&Value>, at: Instant) -> Answers {
    let Some(service) = pack.service(&state.service) else { return Answers::default() };
    if action.captures.iter().all(|f| f.prefill.is_none()) {
        return Answers::default();
    }
    let known = submit::known(service, pack, state, &json!({}), list, at);
    Answers(
        action
            .captures
            .iter()
            .filter_map(|field| Some((field.key.clone(), answer(field, fact(&known, field.prefill.as_ref()?)?)?)))
            .collect(),
    )
}

/// The answers that were sent, with everything that is fixed as it has to be.
pub(super) fn enforced(pack: &Pack, state: &CaseState, action: &Action, input: &Input, at: Instant) -> Answers {
    let sent = &input.captured;
    let mut taken = Answers(
        sent.0.iter().filter(|(key, _)| action.captures.iter().any(|f| f.key == **key)).map(|(k, v)| (k.clone(), v.clone())).collect(),
    );
    if !action.captures.iter().any(has_fixed) {
        return taken;
    }
    let mut known = prefilled_on(pack, state, action, input.list.as_ref(), at);
    for field in action.captures.iter().filter(|f| has_fixed(f)) {
        match (&field.kind, known.0.remove(&field.key)) {
            (Kind::Rows { columns, .. }, Some(Answer::Rows(rows))) => {
                let sent = sent.rows(&field.key);
                let whole = rows.into_iter().enumerate().map(|(i, fixed)| row(columns, fixed, sent.get(i))).collect();
                taken.0.insert(field.key.clone(), Answer::Rows(whole));
            }
            (_, Some(answer)) => _ = taken.0.insert(field.key.clone(), answer),
            (_, None) => _ = taken.0.remove(&field.key),
        }
    }
    taken
}

/// Captured answers that must say the same as a fact of the case and do not: a name under an agreement that is not the head's.
#[must_use]
pub fn differing(pack: &Pack, state: &CaseState, action: &Action, captured: &Answers, at: Instant) -> Vec<Problem> {
    let bound = || action.captures.iter().filter_map(|f| Some((f, f.same_as.as_deref()?)));
    let Some(service) = pack.service(&state.service).filter(|_| bound().next().is_some()) else { return vec![] };
    let known = submit::known(service, pack, state, &json!({}), None, at);
    let wrong = |(field, path): (&Field, &str)| {
        let wanted = fact(&known, path)?.as_str()?.to_owned();
        let typed = captured.text(&field.key);
        let differs = !typed.is_empty() && !alike::same_name(typed, &wanted);
        differs.then(|| Problem { path: field.key.clone(), label: field.label.clone(), fault: Fault::NotTheSame { wanted } })
    };
    bound().filter_map(wrong).collect()
}

fn has_fixed(field: &Field) -> bool {
    field.fixed || matches!(&field.kind, Kind::Rows { columns, .. } if columns.iter().any(|c| c.fixed))
}

/// A row whose fixed columns are as prefilled and whose others are as sent.
fn row(columns: &[Field], known: BTreeMap<String, String>, sent: Option<&BTreeMap<String, String>>) -> BTreeMap<String, String> {
    let mut whole = known;
    for column in columns.iter().filter(|c| !c.fixed) {
        if let Some(text) = sent.and_then(|row| row.get(&column.key)) {
            whole.insert(column.key.clone(), text.clone());
        }
    }
    whole
}

fn fact<'v>(known: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(known, |value, part| value.get(part)).filter(|v| !v.is_null())
}

fn answer(field: &Field, value: &Value) -> Option<Answer> {
    match (&field.kind, value) {
        (Kind::Rows { columns, .. }, Value::Array(rows)) => {
            let of = |row: &Value| columns.iter().filter_map(|c| Some((c.key.clone(), text(c, row.get(c.prefill.as_ref()?)?)?))).collect();
            Some(Answer::Rows(rows.iter().map(of).collect()))
        }
        (Kind::Rows { .. } | Kind::File { .. } | Kind::Computed { .. }, _) => None,
        _ => text(field, value).map(Answer::Text),
    }
}

/// A fact as a person would have typed it.
fn text(field: &Field, value: &Value) -> Option<String> {
    match value {
        Value::Number(number) if matches!(field.kind, Kind::Rupiah { .. }) => number.as_i64().map(|n| words::number(n, Lang::Id)),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(true) => Some("ya".to_owned()),
        _ => None,
    }
}
