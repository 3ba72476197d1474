//! `terang rebuild`.
use super::{Settings, Stop, log, open};
use crate::config::Flags;
use clap::Args;

/// Writes the lists and counters anew from the events.
#[derive(Debug, Args)]
pub(super) struct Rebuild {
    /// Only compare them with the events; exit code 1 where they differ.
    #[arg(long)]
    check: bool,
}

impl Rebuild {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let config = settings.read(Flags::default())?;
        log(&config)?;
        let engine = open::engine_of_any_mode(&config).await?;
        let done = engine.rebuild(self.check).await;
        engine.close().await;
        let differing = done.map_err(|failure| open::refused(&failure))?;
        match (self.check, differing.as_slice()) {
            (_, []) => {
                println!("The lists and counters are what the events say.");
                Ok(())
            }
            (false, regions) => {
                println!("Written anew: {}", regions.join(", "));
                Ok(())
            }
            (true, regions) => Err(Stop::Found(format!("not what the events say: {}; run `terang rebuild`", regions.join(", ")))),
        }
    }
}
