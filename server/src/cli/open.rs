//! Opens the engine by the settings, or says why it can't be.
use super::Stop;
use crate::{
    config::Config,
    leaves::ChildLens,
    real::{DemoClock, RealClock, RealDice},
};
use engine::{Engine, Failure, OpenError, Settings};
use press::TypstPress;
use std::sync::Arc;

/// The engine for these settings.
pub(super) async fn engine(config: &Config) -> Result<Engine, Stop> {
    Engine::open(settings(config)).await.map_err(|error| Stop::CouldNotBegin(error.to_string()))
}

/// The same for work on the database itself, which is as good for a demonstration's as for a real one.
pub(super) async fn engine_of_any_mode(config: &Config) -> Result<Engine, Stop> {
    let other = Config { demo: !config.demo, ..config.clone() };
    match Engine::open(settings(config)).await {
        Err(OpenError::DemoAccounts | OpenError::RealAccounts) => engine(&other).await,
        opened => opened.map_err(|error| Stop::CouldNotBegin(error.to_string())),
    }
}

fn settings(config: &Config) -> Settings {
    Settings {
        database_url: config.database_url.reveal().to_owned(),
        data_dir: config.data.clone(),
        packs_dir: config.packs.clone(),
        files: config.files.clone(),
        demo: config.demo,
        clock: match config.demo_today.filter(|_| config.demo) {
            Some(day) => Arc::new(DemoClock::on(day)),
            None => Arc::new(RealClock),
        },
        dice: Arc::new(RealDice),
        press: Arc::new(TypstPress),
        lens: Arc::new(ChildLens::of_this_program()),
        signer: None,
        banks: config.banks.iter().map(|(name, key)| (name.clone(), key.reveal().as_bytes().to_vec())).collect(),
        // Documents carry a whole address in their code, also where nobody has said one.
        address: Some(config.address.clone().unwrap_or_else(|| format!("http://{}", config.listen))),
    }
}

/// Refuses a pack that lost the place where cases stand: nobody could move them.
pub(super) async fn whole(engine: &Engine) -> Result<(), Stop> {
    let strays = engine.strays().await.map_err(|failure| refused(&failure))?;
    if strays.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = strays
        .iter()
        .map(|s| {
            format!("  {}: {} case(s) of {} stand at the stage {}, which the pack no longer has", s.region, s.cases, s.service, s.stage)
        })
        .collect();
    let remedy = "put the stage back; a changed workflow is a file of its own with the next version and a later `valid_from`";
    Err(Stop::CouldNotBegin(format!("the packs don't fit the cases:\n{}\n{remedy}", lines.join("\n"))))
}

/// A failure of a command, in English as all of the command line.
pub(super) fn refused(failure: &Failure) -> Stop {
    Stop::Found(format!("terang: {}", failure.text(domain::words::Lang::En)))
}
