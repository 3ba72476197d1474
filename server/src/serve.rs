//! The server from the first socket to the last answer.
use crate::{
    accept::accept,
    config::Config,
    console, notices,
    router::router,
    shared::{Running, Shared, share},
    site::SiteError,
};
use engine::Engine;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};

/// How long answers that run may take once the server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// How often counters of limits forget who is gone.
const FORGET: Duration = Duration::from_secs(60);

/// What keeps a server from starting.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The socket.
    #[error("can't listen on {listen}: {source}; is another server running there?")]
    Listen {
        /// Where.
        listen: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The site.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The mail server's address.
    #[error(transparent)]
    Mail(#[from] notices::MailError),
}

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    /// Where it listens, with the port that it got.
    pub address: SocketAddr,
    shared: Shared,
    answering: JoinHandle<()>,
    helpers: Vec<JoinHandle<()>>,
}

impl Server {
    /// Binds the socket and begins to answer. The engine's own background work is started by whoever opened it.
    ///
    /// # Errors
    /// [`ServeError`] names what is in the way.
    pub async fn start(engine: Engine, config: Config) -> Result<Self, ServeError> {
        let listen = config.listen;
        let mailer = notices::Mailer::new(&config)?;
        let running = Running { engine, shared: share(config)? };
        let shared = running.shared.clone();
        let fault = |source| ServeError::Listen { listen, source };
        let listener = TcpListener::bind(listen).await.map_err(fault)?;
        let address = listener.local_addr().map_err(fault)?;
        let answering = tokio::spawn(accept(listener, router(&running), shared.clone()));
        let mut helpers = vec![tokio::spawn(forget(shared.clone()))];
        if let Some(at) = shared.config.console {
            let fault = |source| ServeError::Listen { listen: at, source };
            let listener = TcpListener::bind(at).await.map_err(fault)?;
            let console = console::router(&running);
            helpers.push(tokio::spawn(async move {
                if let Err(error) = axum::serve(listener, console).await {
                    tracing::warn!(%error, "the operator's console ended");
                }
            }));
        }
        if let Some(mailer) = mailer {
            helpers.push(tokio::spawn(mailer.run(running)));
        }
        Ok(Self { address, shared, answering, helpers })
    }

    /// What its requests share.
    #[must_use]
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Ends: streams end at once, answers that run may end, nothing new is taken.
    pub async fn stop(self) {
        self.shared.stop.now();
        if tokio::time::timeout(LAST_ANSWERS, self.answering).await.is_err() {
            tracing::warn!("some answers were cut off");
        }
        for helper in self.helpers {
            helper.abort();
            // An aborted helper has nothing to say.
            _ = helper.await;
        }
    }
}

async fn forget(shared: Shared) {
    let mut timer = tokio::time::interval(FORGET);
    loop {
        timer.tick().await;
        shared.limits.forget();
    }
}

/// Returns on Ctrl-C or when the operating system asks the process to end.
pub async fn until_asked_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
