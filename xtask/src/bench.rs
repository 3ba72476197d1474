//! `cargo xtask bench`: the benchmarks against the build that is shipped; all arguments are the benchmarks' own.
use crate::{args::Args, build, cargo::Server, place, shell::Shell};
use anyhow::Result;

pub(crate) fn command(args: Args) -> Result<()> {
    let terang = build::both(Server::Dist, false)?;
    Server::Dist.call("build").args(["-p", "bench"]).run()?;
    Shell::new(Server::Dist.binary("bench")).args(args.rest()).env("TERANG_BIN", terang).env("TERANG_SITE", place::site()).run()
}
