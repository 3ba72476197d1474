//! What an officer types on a case's page: kept while they type, there again when they come back, and thrown away when they say so.
use super::{
    act::{captured_key, typed_rows},
    act_form::captured,
    aside::LABELS,
    posts::typed,
    sent::Sent,
};
use crate::server::see;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    case::{CaseState, prefilled},
    form::Answers,
    pack::Pack,
    time::Instant,
};
use std::collections::{BTreeMap, BTreeSet};

/// The box that says in which action's section was typed last.
pub(super) const SECTION: &str = "bagian";

/// Keeps it. Nobody reads the answer but the script that sent it.
pub(super) async fn keep(sent: Sent) -> Response {
    let kept = sent.keep(&typed(&sent.pairs)).await;
    if kept { StatusCode::NO_CONTENT } else { StatusCode::SERVICE_UNAVAILABLE }.into_response()
}

/// What of it is the officer's own: a value that the page came with is kept by nobody, because it may be another one tomorrow.
pub(super) fn own(pack: &Pack, state: &CaseState, typed: &BTreeMap<String, String>, now: Instant) -> BTreeMap<String, String> {
    let mut own = typed.clone();
    let labels: BTreeSet<&str> = state.labels.iter().map(String::as_str).collect();
    own.retain(|name, text| name != LABELS || text.lines().collect::<BTreeSet<_>>() != labels);
    let actions = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).map(|stage| stage.actions.as_slice());
    for action in actions.unwrap_or_default() {
        let before = prefilled(pack, state, action, now);
        let tables = Answers(typed_rows(typed, action).into_iter().collect());
        for key in tables.0.keys() {
            if filled(before.rows(key)) == filled(tables.rows(key)) {
                let row = format!("{key}.");
                own.retain(|name, _| captured_key(name, &action.key).is_none_or(|cell| !cell.starts_with(&row)));
            }
        }
        for field in &action.captures {
            for name in [captured(&field.key, None), captured(&field.key, Some(&action.key))] {
                own.retain(|other, text| *other != name || text.trim() != before.text(&field.key));
            }
        }
    }
    // The place alone, where nothing was typed, is nothing.
    if own.iter().all(|(name, text)| name == SECTION || text.trim().is_empty()) {
        own.clear();
    }
    own
}

/// A row of a table: texts by column.
type Row = BTreeMap<String, String>;

/// The filled cells of a table.
fn filled(rows: &[Row]) -> Vec<Row> {
    let cells = |row: &Row| row.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(key, text)| (key.clone(), text.clone())).collect();
    rows.iter().map(cells).filter(|row: &Row| !row.is_empty()).collect()
}

/// Throws it away, and goes back to the page as it is without.
pub(super) async fn discard(sent: Sent) -> Response {
    let here = &sent.here;
    match here.engine.cases().forget_typed(&here.pack, &here.visitor, &sent.number).await {
        Ok(()) => see(&sent.page),
        Err(failure) => sent.refused(&failure).await,
    }
}
