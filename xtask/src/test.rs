//! `cargo xtask test`: everything that CI checks, in the order of how soon it can fail. The first failure ends the
//! run and is named; a table of steps and seconds closes it.
//!
//! Rules that run in the browser are tested there: the specs tagged `@wasm` fill in the same forms as the HTTP tests
//! and compare what the browser's half says with what the server answers. `--only wasm` runs these alone. A second
//! harness for wasm would compile the domain and a runner once more to learn less.
mod browser;
mod postgres;
mod serving;
mod timing;

use crate::{
    args::Args,
    cargo::{Server, cargo, ensure_wasm_target, linted},
    place::{self, WASM},
    shell::Shell,
    tidy,
};
use anyhow::{Result, bail};
use browser::Screens;
pub(crate) use browser::{interrupt, weigh_pages};
use postgres::Cluster;
use timing::Timing;

/// The parts that `--only` names. In the browser: `e2e` on SQLite, `both` what is seen on PostgreSQL as well, `room` working days in several
/// windows; `wasm` the rules that run in the browser, where nothing else of it is asked for.
const PARTS: [&str; 10] = ["tidy", "fmt", "clippy", "unit", "store", "http", "wasm", "e2e", "both", "room"];

/// The workspace as the server sees it. The browser's half would switch `hydrate` on for everything; this program has
/// its own features and is tested apart, as it was built.
const SERVER_SIDE: [&str; 5] = ["--workspace", "--exclude", "frontend", "--exclude", "xtask"];

pub(crate) fn command(mut args: Args) -> Result<()> {
    let only = args.value("--only")?;
    args.finish()?;
    let parts = chosen(only.as_deref())?;
    let mut timing = Timing::default();
    let outcome = run(&parts, &mut timing);
    timing.print_table();
    outcome
}

/// The named parts in our order, or all.
fn chosen(only: Option<&str>) -> Result<Vec<&'static str>> {
    let Some(only) = only else {
        return Ok(PARTS.to_vec());
    };
    let named: Vec<&str> = only.split(',').map(str::trim).collect();
    if let Some(unknown) = named.iter().find(|name| !PARTS.contains(name)) {
        bail!("--only does not know {unknown}: there are {}", PARTS.join(", "));
    }
    Ok(PARTS.into_iter().filter(|part| named.contains(part)).collect())
}

fn run(parts: &[&str], timing: &mut Timing) -> Result<()> {
    let wants = |part: &str| parts.contains(&part);
    if wants("tidy") {
        timing.step("tidy", tidy::check)?;
    }
    if wants("fmt") {
        timing.step("fmt", || cargo("fmt").args(["--all", "--check"]).run())?;
    }
    let (unit, store, http) = (wants("unit"), wants("store"), wants("http"));
    let screens = Screens { sqlite: wants("e2e"), postgres: wants("both"), days: wants("room") };
    let browser = screens.sqlite || screens.postgres || screens.days;
    let whole = unit && store && http;
    // Whoever compiles everything lets clippy do it; the browser's half is shipped as rustc makes it, and checked apart.
    let compile = if whole && wants("clippy") { linted } else { std::convert::identity };
    if wants("clippy") {
        if !whole {
            timing.step("clippy, server", clippy_server)?;
        }
        timing.step("clippy, browser", clippy_browser)?;
    }
    let cluster = if store || http || screens.postgres || screens.days { Some(timing.step("PostgreSQL", Cluster::start)?) } else { None };
    let tests = |args: &[&str]| {
        let call = compile(cargo("test")).args(args);
        match &cluster {
            Some(cluster) => call.env("TEST_PG_URL", cluster.url("postgres")),
            None => call,
        }
        .run()
    };
    if whole {
        timing.step("tests, build", || compile(cargo("test")).args(SERVER_SIDE).arg("--no-run").run())?;
        timing.step("tests", || tests(&SERVER_SIDE))?;
    } else {
        if unit {
            timing.step("tests, unit", || tests(&["-p", "domain", "-p", "app", "-p", "press", "-p", "bench"]))?;
        }
        if store {
            timing.step("tests, store", || tests(&["-p", "store", "-p", "engine"]))?;
        }
        if http {
            timing.step("tests, http", || tests(&["-p", "server"]))?;
        }
    }
    if unit {
        timing.step("tests, xtask", || compile(cargo("test")).args(["-p", "xtask"]).run())?;
    }
    if browser {
        // The binary of the graph that `cargo test` has just compiled, instead of a second one.
        let server = || debug_server(compile, if whole { &SERVER_SIDE } else { &["-p", "server"] });
        browser::all(screens, server, cluster.as_ref(), timing)?;
    } else if wants("wasm") {
        browser::tagged("@wasm", || debug_server(compile, &["-p", "server"]), timing)?;
    }
    Ok(())
}

fn clippy_server() -> Result<()> {
    cargo("clippy").args(["--workspace", "--exclude", "frontend", "--all-targets", "--", "-D", "warnings"]).run()
}

/// With the bundle's own profile and folder: build scripts and macros are then compiled once for both.
fn clippy_browser() -> Result<()> {
    ensure_wasm_target()?;
    cargo("clippy")
        .args(["-p", "frontend", "--target", WASM, "--profile", "wasm-release", "--", "-D", "warnings"])
        .env("CARGO_TARGET_DIR", place::front())
        .run()
}

/// Builds the debug server with the given package selection and returns its path.
fn debug_server(compile: fn(Shell) -> Shell, selection: &[&str]) -> Result<std::path::PathBuf> {
    // All targets of a workspace selection are what `cargo test` has compiled, with the same features.
    let all = selection.contains(&"--workspace").then_some("--all-targets");
    compile(cargo("build")).args(selection).args(all).run()?;
    Ok(Server::Debug.binary(place::NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_our_order_and_unknown_ones_are_refused() {
        assert_eq!(chosen(None).unwrap(), PARTS);
        assert_eq!(chosen(Some("e2e, fmt")).unwrap(), ["fmt", "e2e"]);
        assert!(chosen(Some("fmt,lint")).unwrap_err().to_string().contains("lint"));
    }
}
