//! Node and the npm packages of end2end/. The browser tests need them; a bundle only gets smaller by them (wasm-opt).
use crate::{place, shell::Shell, system};
use anyhow::{Context, Result, ensure};
use std::{fs, path::PathBuf};

/// The oldest major version that the packages support.
const OLDEST: u32 = 20;

/// True when a new enough Node and npm are on PATH.
pub(crate) fn is_there() -> bool {
    check().is_ok()
}

/// The error says what is missing.
pub(crate) fn check() -> Result<()> {
    let told = || format!("Node {OLDEST} or newer with npm is needed: install it from your system or nodejs.org");
    let version = Shell::new("node").arg("--version").read().with_context(told)?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major.is_some_and(|major| major >= OLDEST), "{}; this one is {version}", told());
    ensure!(system::find("npm").is_some(), "{}; npm is not on PATH", told());
    Ok(())
}

/// `npm ci` in end2end/, unless the packages of this very lock file are there.
pub(crate) fn packages() -> Result<()> {
    let lock = fs::read_to_string(place::end2end().join("package-lock.json")).context("end2end/package-lock.json")?;
    let mark = place::end2end().join("node_modules/.of-lock");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    Shell::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") // the browser is the system's
        .dir(&place::end2end())
        .run()?;
    fs::write(mark, lock)?;
    Ok(())
}

/// A program of an installed package, or nothing.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    Some(place::end2end().join("node_modules/.bin").join(name)).filter(|file| file.exists() && is_there())
}
