//! `cargo xtask tidy`: the house rules that a machine can check, over every source file that git knows or would take.
mod arrows;
mod names;
mod server_functions;
mod sources;
mod words;

use crate::{args::Args, cargo::cargo, place, shell::Shell};
use anyhow::{Context, Result, bail};

pub(crate) fn command(args: Args) -> Result<()> {
    args.finish()?;
    check()
}

/// Runs every rule and lists all that they find; warnings alone do not fail.
pub(crate) fn check() -> Result<()> {
    let sources = sources::of(&place::root())?;
    let metadata = cargo("metadata").args(["--no-deps", "--format-version", "1", "--offline"]).read()?;
    let mut found = arrows::check(&metadata)?;
    for source in &sources {
        found.extend(names::file(source));
        found.extend(words::check(source));
        found.extend(server_functions::check(source));
    }
    let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    found.extend(names::migrations_pair(&paths));
    found.extend(crate::words::stale()?);
    for warning in sources.iter().filter_map(names::grows_long) {
        println!("warning: {warning}");
    }
    if found.is_empty() {
        println!("tidy: {} files", sources.len());
        return Ok(());
    }
    bail!("house rules:\n{}", found.join("\n"))
}

/// The files of the checkout that git tracks or would take.
fn listed(root: &std::path::Path) -> Result<Vec<String>> {
    let listed = Shell::new("git").args(["ls-files", "-co", "--exclude-standard", "-z"]).dir(root).read();
    let listed = listed.context("tidy asks git for the list of sources: run it in a git checkout")?;
    Ok(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}
