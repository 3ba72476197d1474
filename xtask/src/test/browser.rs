//! The browser tests: the debug server with the real bundle, so that the byte budgets are those of what is shipped.
//! All of them on SQLite, then those tagged `@both` on PostgreSQL.
use super::{
    postgres::Cluster,
    serving::{Day, Serving, TODAY},
    timing::Timing,
};
use crate::{
    bundle::{self, Kind},
    cargo, node, place,
    shell::Shell,
    system,
};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Names under which distributions install Chromium.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What of the browser's tests is asked for.
#[derive(Clone, Copy)]
pub(super) struct Screens {
    /// Everything, on SQLite.
    pub(super) sqlite: bool,
    /// What is seen on PostgreSQL as well.
    pub(super) postgres: bool,
    /// Working days in several windows, on both.
    pub(super) days: bool,
}

pub(super) fn all(
    screens: Screens,
    server: impl FnOnce() -> Result<PathBuf>,
    cluster: Option<&Cluster>,
    timing: &mut Timing,
) -> Result<()> {
    let chromium = timing.step("browser, packages", packages)?;
    let terang = timing.step("browser, build", || build(server))?;
    if screens.sqlite {
        timing.step("browser, SQLite", || {
            let mut serving = Serving::start(&terang, "sqlite", None)?;
            playwright(&mut serving, &chromium, |call| call)
        })?;
    }
    if screens.postgres {
        timing.step("browser, PostgreSQL", || {
            let database = cluster.context("no PostgreSQL cluster")?.create("terang_e2e")?;
            let mut serving = Serving::start(&terang, "postgres", Some(database))?;
            playwright(&mut serving, &chromium, |call| call.env("BOTH", "1"))
        })?;
    }
    if screens.days {
        timing.step("browser, a working day on SQLite", || room(&terang, &chromium, "room", None))?;
        timing.step("browser, a working day on PostgreSQL", || {
            let database = cluster.context("no PostgreSQL cluster")?.create("terang_room")?;
            room(&terang, &chromium, "room-postgres", Some(database))
        })?;
    }
    Ok(())
}

/// A working day in several windows, on a server of its own: it moves the clock, and begins with a full desk.
fn room(terang: &Path, chromium: &Path, name: &str, database: Option<String>) -> Result<()> {
    let serving = Serving::start_with(terang, name, database, Day::Long)?;
    tool("playwright")?
        .arg("test")
        .env("ROOM", "1")
        .env("BASE_URL", &serving.url)
        .env("TERANG_DEMO_TODAY", TODAY)
        .env("CHROMIUM", chromium)
        .dir(&place::end2end())
        .run()
}

/// Only the specs with that tag, on SQLite.
pub(super) fn tagged(tag: &str, server: impl FnOnce() -> Result<PathBuf>, timing: &mut Timing) -> Result<()> {
    let chromium = timing.step("browser, packages", packages)?;
    let terang = timing.step("browser, build", || build(server))?;
    timing.step(&format!("browser, {tag}"), || {
        let mut serving = Serving::start(&terang, "tagged", None)?;
        playwright(&mut serving, &chromium, |call| call.args(["--grep", tag]))
    })
}

/// npm packages and a browser; the specs are checked against the types of both.
fn packages() -> Result<PathBuf> {
    node::check()?;
    node::packages()?;
    tool("tsc")?.arg("--noEmit").dir(&place::end2end()).run()?;
    let find = || BROWSERS.iter().find_map(|name| system::find(name));
    if let Some(chromium) = find() {
        return Ok(chromium);
    }
    system::install("chromium", "the browser tests need Chromium")?;
    find().context("Chromium is installed, but not on PATH")
}

fn build(server: impl FnOnce() -> Result<PathBuf>) -> Result<PathBuf> {
    cargo::ensure_wasm_target()?;
    bundle::build(Kind::Release)?;
    server()
}

/// The bytes of every kind of page of a built server, written down as JSON.
pub(crate) fn weigh_pages(terang: &Path, to: &Path) -> Result<()> {
    let chromium = packages()?;
    let serving = Serving::start(terang, "bytes", None)?;
    tool("playwright")?
        .args(["test", "--project=phone", "tests/bytes.spec.ts"])
        .env("BASE_URL", &serving.url)
        .env("TERANG_DEMO_TODAY", TODAY)
        .env("CHROMIUM", &chromium)
        .env("BENCH_BYTES", to)
        .dir(&place::end2end())
        .run()
}

/// Interrupts an applicant this often, also by killing the server; what happened is written down as JSON.
pub(crate) fn interrupt(terang: &Path, times: u32, to: &Path) -> Result<()> {
    let chromium = packages()?;
    let mut serving = Serving::start(terang, "interrupted", None)?;
    let mark = place::target().join("e2e").join("interrupted").join("kill");
    let kill = format!("touch '{0}'; while [ -e '{0}' ]; do sleep 0.02; done", mark.display());
    let call = tool("playwright")?
        .args(["test", "--project=phone", "tests/interrupt.spec.ts"])
        .env("BASE_URL", &serving.url)
        .env("TERANG_DEMO_TODAY", TODAY)
        .env("CHROMIUM", &chromium)
        .env("INTERRUPTIONS", times.to_string())
        .env("RESTART_SERVER", kill)
        .env("BENCH_INTERRUPTIONS", to)
        .dir(&place::end2end());
    serving.killed_on(&mark, || call.run())
}

/// Where it fails, the state of the server is told: a server that ended fails every test after it.
fn playwright(serving: &mut Serving, chromium: &Path, chosen: impl FnOnce(Shell) -> Shell) -> Result<()> {
    chosen(tool("playwright")?.arg("test"))
        .env("BASE_URL", &serving.url)
        .env("TERANG_DEMO_TODAY", TODAY)
        .env("CHROMIUM", chromium)
        .dir(&place::end2end())
        .run()
        .inspect_err(|_| println!("{}", serving.state()))
}

fn tool(name: &str) -> Result<Shell> {
    node::program(name).map(Shell::new).with_context(|| format!("npm's {name} is not in end2end/node_modules"))
}
