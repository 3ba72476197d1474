//! How fast Terang is, beside what is possible: each figure stands next to a limit of the machine or a bare program that
//! answers the same, measured in the same run. `cargo xtask bench` runs all of it against the build that is shipped and
//! writes `bench/RESULTS.md`.
//!
//! The server has one core and the load another. Nothing here is a test: a slow machine makes no build red.
mod alike;
mod desk;
mod disk;
mod document;
#[path = "../../server/tests/http/filler.rs"]
#[expect(dead_code, reason = "shared with the HTTP tests, which use more of it")]
mod filler;
mod idle;
mod licences;
mod load;
mod open;
mod pages;
mod peer;
mod performance;
mod regions;
mod report;
mod seed;
mod served;
mod stream;
mod submit;
mod wall;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use report::{PARTS, Report};
use served::Place;
use std::path::PathBuf;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The region that all of it plays in.
const REGION: &str = "kota-bandung";

#[derive(Parser)]
struct Words {
    #[command(subcommand)]
    what: Option<What>,
    /// The server to measure.
    #[arg(long, env = "BENCH_TERANG")]
    terang: Option<PathBuf>,
    /// The bundle that goes with it.
    #[arg(long, env = "BENCH_SITE", default_value = "target/site")]
    site: PathBuf,
    /// Where databases are made: on the disk that is to be measured.
    #[arg(long, env = "BENCH_DIR", default_value = "target/bench")]
    dir: PathBuf,
    /// Bytes of pages, as the browser tests wrote them down.
    #[arg(long, env = "BENCH_BYTES")]
    bytes: Option<PathBuf>,
    /// What came of interrupting an applicant, as the browser tests wrote it down.
    #[arg(long, env = "BENCH_INTERRUPTIONS")]
    interruptions: Option<PathBuf>,
    /// Playwright's program, for what a browser paints.
    #[arg(long, env = "BENCH_PLAYWRIGHT")]
    playwright: Option<PathBuf>,
    /// The folder of the browser's specs.
    #[arg(long, env = "BENCH_SPECS")]
    specs: Option<PathBuf>,
    /// Open cases of the city that walls and a desk are measured on.
    #[arg(long, env = "BENCH_CASES", default_value_t = 1_000_000)]
    cases: usize,
    /// Where the page of results goes.
    #[arg(long, default_value = "bench/RESULTS.md")]
    results: PathBuf,
    /// Where what was measured of each part is kept.
    #[arg(long, default_value = "bench/results")]
    parts: PathBuf,
    /// Keeps the databases, which hold gigabytes; otherwise each part takes its own away.
    #[arg(long)]
    keep: bool,
    /// Only these parts: submit, pages, desk, stream, wall, alike, document, licences,
    /// open, performance, regions, idle, browser. The others stand on the page as they were measured before.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

#[derive(Subcommand)]
enum What {
    /// The bare program that pages are measured beside; started by the benchmark itself.
    #[command(hide = true)]
    Peer(peer::Words),
    /// The bare loop that the live stream is measured beside.
    #[command(hide = true)]
    Loop(stream::Words),
}

#[tokio::main]
async fn main() -> Result<()> {
    let words = Words::parse();
    match words.what {
        Some(What::Peer(peer)) => return peer::serve(peer).await,
        Some(What::Loop(bare)) => return stream::serve(bare).await,
        None => {}
    }
    let place = Place {
        terang: words.terang.context("--terang or BENCH_TERANG names the server to measure")?,
        site: words.site,
        dir: words.dir,
        packs: "regions".into(),
    };
    anyhow::ensure!(words.only.iter().all(|only| PARTS.contains(&only.as_str())), "the parts are {}", PARTS.join(", "));
    let wants = |part: &str| words.only.is_empty() || words.only.iter().any(|only| only == part);
    let clear = |part: &str| match place.dir.join(part) {
        made if made.exists() && !words.keep => std::fs::remove_dir_all(&made).with_context(|| made.display().to_string()),
        _ => Ok(()),
    };
    for part in PARTS.into_iter().filter(|part| wants(part)) {
        let mut report = Report::default();
        match part {
            "submit" => submit::measure(&place, &mut report).await?,
            "pages" => pages::measure(&place, &mut report).await?,
            "desk" => desk::measure(&place, &mut report).await?,
            "stream" => stream::measure(&place, &mut report).await?,
            "wall" => {
                let browser =
                    words.playwright.clone().zip(words.specs.clone()).map(|(playwright, specs)| wall::Browser { playwright, specs });
                wall::measure(&place, words.cases, browser.as_ref(), &mut report).await?;
            }
            "alike" => alike::measure(&place, &mut report).await?,
            "document" => document::measure(&place, &mut report)?,
            "licences" => licences::measure(&place, &mut report).await?,
            "open" => open::measure(&place, words.cases, &mut report).await?,
            "performance" => performance::measure(&place, &mut report).await?,
            "regions" => regions::measure(&place, &mut report).await?,
            "idle" => idle::measure(&place, &mut report).await?,
            _ => {
                report.interruptions(words.interruptions.as_deref())?;
                report.bytes(words.bytes.as_deref())?;
            }
        }
        for made in [part, "nchan", "paint", "register"] {
            clear(made)?;
        }
        // Whatever comes after it: what was measured is not lost.
        report.keep(part, &words.parts)?;
        std::fs::write(&words.results, report::page(&words.parts)?)?;
    }
    println!("\n{} written", words.results.display());
    Ok(())
}
