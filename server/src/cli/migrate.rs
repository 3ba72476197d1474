//! `terang migrate`.
use super::{Settings, Stop, log, open};
use crate::config::Flags;

pub(super) async fn run(settings: &Settings) -> Result<(), Stop> {
    let config = settings.read(Flags::default())?;
    log(&config)?;
    let engine = open::engine_of_any_mode(&config).await?;
    let done = engine.migrate().await;
    engine.close().await;
    done.map_err(|failure| open::refused(&failure))
}
