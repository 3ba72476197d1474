//! `cargo xtask bench`: the benchmarks against the build that is shipped, and the bytes of its pages as a browser counts
//! them. All arguments are the benchmarks' own; `--only` leaves the browser out, unless it names `browser`.
use crate::{
    args::Args,
    build,
    cargo::Server,
    node, place,
    shell::Shell,
    system,
    test::{interrupt, weigh_pages},
};
use anyhow::Result;

/// How often an applicant is interrupted while they fill in the form.
const INTERRUPTIONS: u32 = 200;

pub(crate) fn command(args: Args) -> Result<()> {
    let terang = build::both(Server::Dist, false)?;
    Server::Dist.call("build").args(["-p", "bench"]).run()?;
    let dir = place::target().join("bench");
    std::fs::create_dir_all(&dir)?;
    let (args, bytes, interrupted) = (args.rest(), dir.join("bytes.json"), dir.join("interruptions.json"));
    // What the browser found is measured with the rest, or where it is asked for by name.
    let named = args.iter().flat_map(|arg| arg.trim_start_matches("--only=").split(',')).any(|part| part == "browser");
    if named || !args.iter().any(|arg| arg.starts_with("--only")) {
        weigh_pages(&terang, &bytes)?;
        interrupt(&terang, INTERRUPTIONS, &interrupted)?;
    }
    // The load has the second core to itself; the benchmark puts its servers on the first.
    let bench = Server::Dist.binary("bench");
    let call = match system::find("taskset") {
        Some(taskset) => Shell::new(taskset).args(["-c", "1"]).arg(bench),
        None => Shell::new(bench),
    };
    let call = match node::program("playwright") {
        Some(playwright) => call.env("BENCH_PLAYWRIGHT", playwright).env("BENCH_SPECS", place::end2end()),
        None => call,
    };
    call.args(args)
        .env("BENCH_TERANG", terang)
        .env("BENCH_SITE", place::site())
        .env("BENCH_DIR", dir)
        .env("BENCH_BYTES", bytes)
        .env("BENCH_INTERRUPTIONS", interrupted)
        .run()
}
