//! A case as its officer asks for it.
use super::view::CaseSheet;
use crate::{error::AppError, wire::Wire};
use leptos::prelude::*;

/// A case with what can be done on it now. `refused` names an attempt that came back, `revealed` an answer that was
/// opened; both are kept by the server for a short time and shown to the one who caused them.
///
/// **Needs**: a post in the region that may see the case. **Errors**: `NotFound`, `SignedOut`, `Forbidden`,
/// `Unavailable`.
#[server(endpoint = "desk/case", output = Wire)]
pub async fn case(region: String, number: String, refused: Option<String>, revealed: Option<String>) -> Result<CaseSheet, AppError> {
    let here = super::here::Here::of_page(&region)?;
    let view = super::case_load::load(&here, &number, refused.as_deref(), revealed.as_deref()).await?;
    Ok(super::sheet::sheet(&region, view))
}
