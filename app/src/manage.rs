//! A region's administration: what its pack says, where that comes from, and each workflow as a drawing with the cases that are on it now.
mod flow;
mod flow_page;
mod home_page;

pub use flow_page::FlowPage;
pub use home_page::ManagePage;

use crate::{desk::here::Here, error::AppError};

/// Whoever administers the region or oversees it whole.
///
/// # Errors
/// As [`Here::of_page`], and `Forbidden` for everybody else.
fn manager(region: &str) -> Result<Here, AppError> {
    let here = Here::of_page(region)?;
    engine::Walls::manages(&here.pack, &here.visitor)?;
    Ok(here)
}
