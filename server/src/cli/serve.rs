//! `terang serve`.
use super::{Settings, Stop, link, log, open};
use crate::{
    config::{Config, Flags},
    serve::{Server, until_asked_to_end},
};
use clap::Args;
use engine::Engine;
use std::{net::SocketAddr, path::PathBuf};

/// Answers requests until Ctrl-C or SIGTERM.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Socket to listen on, such as 127.0.0.1:3000.
    #[arg(long, value_name = "IP:PORT")]
    listen: Option<SocketAddr>,
    /// Folder of the browser's bundle, as the build leaves it.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Demonstration mode: personas with a public password. Refused on a database with real accounts.
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let flags = Flags { listen: self.listen, site: self.site, demo: self.demo.then_some(true), ..Flags::default() };
        let config = settings.read(flags)?;
        log(&config)?;
        let engine = open::engine(&config).await?;
        engine.migrate().await.map_err(|failure| open::refused(&failure))?;
        open::whole(&engine).await?;
        let background = engine.run_background();
        let server = Server::start(engine.clone(), config.clone()).await.map_err(|e| Stop::CouldNotBegin(e.to_string()))?;
        if server.shared().site.build().is_none() {
            tracing::warn!(site = %config.site.display(), "no bundle here: pages work, but without style and scripts; run `cargo xtask build`");
        }
        greet(&engine, &config, server.address).await;
        until_asked_to_end().await;
        tracing::info!("ending");
        server.stop().await;
        drop(background);
        engine.close().await;
        Ok(())
    }
}

/// One line with the address and, in demonstration mode, one with the sign-ins.
async fn greet(engine: &Engine, config: &Config, address: SocketAddr) {
    println!("Terang: {}", link(config, address));
    let mut packs = engine.packs().all();
    packs.sort_by(|a, b| a.code().cmp(b.code()));
    // The first region that a demonstration has filled.
    for pack in packs {
        if !engine.accounts().has_personas(&pack).await.unwrap_or(false) {
            continue;
        }
        let personas = engine.accounts().personas(&pack);
        let logins: Vec<&str> = personas.iter().map(|p| p.login.as_str()).collect();
        let password = personas.first().map_or("", |p| p.password.as_str());
        println!("Demonstration sign-ins (password {password}): {}", logins.join(" "));
        break;
    }
}
