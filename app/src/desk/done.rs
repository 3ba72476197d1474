//! The word that a decision was taken, on whatever page comes after it.
use crate::{error::AppError, lang::t, wire::Wire};
use leptos::prelude::*;

/// What the last decision did, while the server still keeps it.
///
/// **Needs**: the session that took it. **Errors**: `Transport`.
#[server(endpoint = "desk/done", output = Wire)]
pub async fn done(id: String) -> Result<Option<String>, AppError> {
    let visitor = crate::server::visitor();
    Ok(super::kept::done(&visitor, &id))
}

/// The word itself, read by screen readers as it appears.
pub fn done_note(words: String) -> impl IntoView {
    view! { <p class="note ok" role="status"><b>{t("Tersimpan. ", "Saved. ")}</b>{words}</p> }
}
