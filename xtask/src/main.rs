//! `cargo xtask`: the only build tool. This file only dispatches; each command is a file of its own.
mod args;
mod bench;
mod build;
mod bundle;
mod cargo;
mod node;
mod parallel;
mod place;
mod run;
mod shell;
mod system;
mod test;
mod tidy;
mod words;

use anyhow::{Result, bail};
use args::Args;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  build [--release | --dist] [--dev-bundle]   browser bundle and server
  run   [--release] [--port 3000] [--database URL]
                                              build, prepare the database, seed it when empty, serve
  test  [--only fmt,clippy,unit,store,http,wasm,e2e,tidy]
                                              everything that CI checks, or the named parts
  bench [arguments]                           the benchmarks, on the shipped build
  tidy                                        the house rules that a machine can check
  words                                       lists what further languages have no phrase for";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // What went wrong in one line; a backtrace of the build tool tells nobody anything.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    std::env::set_current_dir(place::root())?;
    let mut args = Args::from_words(std::env::args().skip(1).collect());
    let command = args.next_word();
    match command.as_deref() {
        Some("build") => build::command(args),
        Some("run") => run::command(args),
        Some("test") => test::command(args),
        Some("bench") => bench::command(args),
        Some("tidy") => tidy::command(args),
        Some("words") => words::command(args),
        Some("help" | "--help" | "-h") | None => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no command named {other}\n\n{HELP}"),
    }
}
