//! `cargo xtask build`: the browser's bundle in target/site and the server that goes with it.
use crate::{
    args::Args,
    bundle::{self, Kind},
    cargo::{self, Server},
};
use anyhow::{Result, ensure};
use std::path::PathBuf;

/// Without a profile the server is a debug one; `--dev-bundle` compiles the browser's half in seconds.
pub(crate) fn command(mut args: Args) -> Result<()> {
    let (release, dist, quick) = (args.flag("--release"), args.flag("--dist"), args.flag("--dev-bundle"));
    args.finish()?;
    ensure!(!(release && dist), "--release and --dist exclude each other");
    let server = match (release, dist, quick) {
        (true, ..) => Server::Release,
        (_, true, _) => Server::Dist,
        (.., true) => Server::Dev,
        _ => Server::Debug,
    };
    let binary = both(server, quick)?;
    println!("{}", binary.display());
    Ok(())
}

/// Builds both halves; returns the server's path.
pub(crate) fn both(server: Server, quick: bool) -> Result<PathBuf> {
    cargo::ensure_wasm_target()?;
    let kind = match (quick, server) {
        (true, Server::Dev) => Kind::Erased,
        (true, _) => Kind::Dev,
        (false, _) => Kind::Release,
    };
    bundle::build(kind)?;
    server.build()
}
