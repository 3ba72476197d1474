//! What every request of one running server shares.
use crate::{
    api::idempotency::Answers,
    config::Config,
    layers::rate::Limits,
    live::gate::Gate,
    metrics::Metrics,
    site::{Site, SiteError},
};
use engine::Engine;
use std::sync::Arc;
use tokio::sync::watch;

/// The shared parts, cheap to clone.
pub type Shared = Arc<Parts>;

/// The parts of one running server.
#[derive(Debug)]
pub struct Parts {
    /// Settings.
    pub config: Config,
    /// Figures for the operator.
    pub metrics: Metrics,
    /// How often an address may try.
    pub limits: Limits,
    /// Bundle and public files.
    pub site: Site,
    /// Room for live connections.
    pub live: Gate,
    /// Answers that may be given again.
    pub answers: Answers,
    /// The end of the server.
    pub stop: Stop,
}

/// The parts for these settings, and the engine beside them, which has its own handle.
///
/// # Errors
/// [`SiteError`] where a public file can't be read.
pub fn share(config: Config) -> Result<Shared, SiteError> {
    let metrics = Metrics::new();
    Ok(Arc::new(Parts {
        limits: Limits::new(&config),
        site: Site::open(&config.site)?,
        live: Gate::new(config.live_most, config.live_most_per_address, metrics.live_connections.clone()),
        answers: Answers::default(),
        stop: Stop::new(),
        metrics,
        config,
    }))
}

/// The engine and the shared parts, as the router takes them.
#[derive(Clone)]
pub struct Running {
    /// The use cases.
    pub engine: Engine,
    /// The rest.
    pub shared: Shared,
}

/// Tells long-lived answers that the server ends, so that they end too.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Ends the server.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// To wait for the end beside other things.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Returns once the server ends.
    pub async fn wait(&self) {
        let mut changes = self.0.subscribe();
        // The sender lives as long as `self`, so waiting can't fail.
        _ = changes.wait_for(|stopped| *stopped).await;
    }
}
