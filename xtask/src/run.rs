//! `cargo xtask run`: from a fresh checkout to a running system with demonstration data, by one command.
use crate::{args::Args, build, cargo::Server, place, shell::Shell};
use anyhow::{Context, Result};
use std::path::Path;

pub(crate) fn command(mut args: Args) -> Result<()> {
    let release = args.flag("--release");
    let port = args.value("--port")?.unwrap_or_else(|| "3000".to_owned());
    let port: u16 = port.parse().with_context(|| format!("--port takes a port number, not {port}"))?;
    let database = args.value("--database")?.or_else(|| std::env::var("TERANG_DATABASE_URL").ok());
    let database = database.unwrap_or_else(|| "sqlite://data/terang.db".to_owned());
    args.finish()?;

    let server = if release { Server::Release } else { Server::Dev };
    let terang = build::both(server, !release)?;

    std::fs::create_dir_all(place::root().join("data"))?;
    let listen = format!("127.0.0.1:{port}");
    let call = |command: &str| terang_call(&terang, command, &database, &listen);
    call("migrate").run()?;
    call("demo").args(["--seed", "1", "--cases", "300", "--if-empty"]).run()?;
    call("serve").arg("--demo").become_it()
}

/// The server's program with its configuration in the environment, so that every command sees the same.
fn terang_call(terang: &Path, command: &str, database: &str, listen: &str) -> Shell {
    Shell::new(terang)
        .arg(command)
        .env("TERANG_DATABASE_URL", database)
        .env("TERANG_LISTEN", listen)
        .env("TERANG_SITE", place::site())
        .env("TERANG_DATA", place::root().join("data"))
}
