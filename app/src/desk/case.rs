//! A case as its officer asks for it.
use super::view::CaseView;
use crate::error::AppError;
use leptos::prelude::*;

/// A case with what can be done on it now. `refused` names an attempt that came back, `revealed` an answer that was
/// opened; both are kept by the server for a short time and shown to the one who caused them.
///
/// **Needs**: a post in the region that may see the case. **Errors**: `NotFound`, `SignedOut`, `Forbidden`,
/// `Unavailable`.
#[server(endpoint = "desk/case")]
pub async fn case(region: String, number: String, refused: Option<String>, revealed: Option<String>) -> Result<CaseView, AppError> {
    let here = super::here::Here::of_page(&region)?;
    super::case_load::load(&here, &number, refused.as_deref(), revealed.as_deref()).await
}
