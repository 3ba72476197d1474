//! The word that a decision was taken, on whatever page comes after it.
use crate::{error::AppError, wire::Wire};
use leptos::prelude::*;

/// What the last decision did, while the server still keeps it, and whether it went well.
///
/// **Needs**: the session that took it. **Errors**: `Transport`.
#[server(endpoint = "desk/done", output = Wire)]
pub async fn done(id: String) -> Result<Option<(bool, String)>, AppError> {
    let visitor = crate::server::visitor();
    Ok(super::kept::done(&visitor, &id, crate::lang::lang()))
}

/// The word itself, read by screen readers as it appears.
pub fn done_note((well, words): (bool, String)) -> impl IntoView {
    let (class, role) = if well { ("note ok", "status") } else { ("note bad", "alert") };
    view! { <p class=class role=role>{words}</p> }
}
