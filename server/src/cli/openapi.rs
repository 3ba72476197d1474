//! `terang openapi`.
use super::Stop;
use crate::api;

pub(super) fn run() -> Result<(), Stop> {
    let (_, document) = api::routes();
    let text = document.to_pretty_json().map_err(|error| Stop::Found(format!("the document can't be written: {error}")))?;
    println!("{text}");
    Ok(())
}
