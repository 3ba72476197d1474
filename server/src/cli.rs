//! The command line. Exit codes: 0 done, 1 something was found or refused, 2 it could not begin.
mod demo;
mod leaf;
mod migrate;
mod open;
mod openapi;
mod pack;
mod rebuild;
mod region;
mod serve;
mod user;

use crate::config::{Config, ConfigError, Flags, LogFormat};
use clap::{Args, Parser, Subcommand};
use std::{io::IsTerminal, net::SocketAddr, path::PathBuf, process::ExitCode};

/// Layanan pemerintah daerah yang terang: hibah, izin, kinerja dan pusat komando.
///
/// Terang runs the services of regional governments from one binary and one database. To look at it with made-up data:
///
///   terang demo --seed 1 --cases 300
///   terang serve --demo
///
/// For real use, write a terang.toml, then `terang migrate`, `terang user add` for the first administrator, and
/// `terang serve` behind a TLS proxy.
#[derive(Debug, Parser)]
#[command(name = "terang", version, verbatim_doc_comment)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

/// Settings that stand above the file and the environment.
#[derive(Clone, Debug, Args)]
struct Settings {
    /// Settings file; terang.toml in the working folder when it is there.
    #[arg(long, global = true, value_name = "FILE", env = "TERANG_CONFIG")]
    config: Option<PathBuf>,
    /// Database: sqlite://<file> or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Folder of the key and the files.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Folder of the regions' packs.
    #[arg(long, global = true, value_name = "DIR")]
    packs: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until Ctrl-C or SIGTERM.
    Serve(serve::Serve),
    /// Bring the database to this version's tables. Safe to run again.
    Migrate,
    /// Fill an empty database with made-up cases and personas, the same for the same seed.
    Demo(demo::Demo),
    /// Write the lists and counters anew from the events, which are the only truth.
    Rebuild(rebuild::Rebuild),
    /// Write a whole region into one file: rows, files, pack and key, to be imported elsewhere.
    Export(region::Export),
    /// Put a region of such a file into this installation, on either kind of database.
    Import(region::Import),
    /// How regions stand.
    #[command(subcommand)]
    Region(region::Region),
    /// Accounts of officers.
    #[command(subcommand)]
    User(user::User),
    /// Regions' packs.
    #[command(subcommand)]
    Pack(pack::Pack),
    /// Print the API's OpenAPI document.
    Openapi,
    /// Draw a page of a paper; the server calls this itself.
    #[command(hide = true)]
    Leaf(leaf::Leaf),
}

/// Why a command ends without having done its work.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It looked and found something wrong, or was refused: exit code 1.
    Found(String),
    /// It could not begin: exit code 2.
    CouldNotBegin(String),
}

impl From<ConfigError> for Stop {
    fn from(error: ConfigError) -> Self {
        Self::CouldNotBegin(error.to_string())
    }
}

impl Settings {
    fn flags(&self) -> Flags {
        Flags { database_url: self.database.clone(), data: self.data.clone(), packs: self.packs.clone(), ..Flags::default() }
    }

    fn read(&self, more: Flags) -> Result<Config, Stop> {
        Ok(Config::read(self.config.as_deref(), &Flags { listen: more.listen, site: more.site, demo: more.demo, ..self.flags() })?)
    }
}

/// Room for the stack of a worker, in bytes: a page is drawn by functions that call each other some hundred deep, and in a build that
/// is not optimised their frames are large. What is never touched costs no memory.
const STACK: usize = 8 << 20;

/// Reads the arguments, does what they say.
#[must_use]
pub fn main() -> ExitCode {
    end_with_the_reader();
    let cli = Cli::parse();
    if let Command::Leaf(leaf) = cli.command {
        return leaf.run();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build() {
        Ok(runtime) => runtime,
        Err(error) => return end(Err(Stop::CouldNotBegin(format!("can't start: {error}")))),
    };
    end(runtime.block_on(run(cli)))
}

/// Whoever reads what a command prints may have read enough (`… | head`): that is an end and no fault.
fn end_with_the_reader() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if said.starts_with("failed printing to stdout") && said.contains("Broken pipe") {
            std::process::exit(0);
        }
        usual(panic);
    }));
}

async fn run(cli: Cli) -> Result<(), Stop> {
    let settings = cli.settings;
    match cli.command {
        Command::Serve(serve) => serve.run(&settings).await,
        Command::Migrate => migrate::run(&settings).await,
        Command::Demo(demo) => demo.run(&settings).await,
        Command::Rebuild(rebuild) => rebuild.run(&settings).await,
        Command::Export(export) => export.run(&settings).await,
        Command::Import(import) => import.run(&settings).await,
        Command::Region(region) => region.run(&settings).await,
        Command::User(user) => user.run(&settings).await,
        Command::Pack(pack) => pack.run(&settings),
        Command::Openapi => openapi::run(),
        Command::Leaf(leaf) => Err(Stop::CouldNotBegin(format!("{leaf:?} runs alone"))),
    }
}

fn end(done: Result<(), Stop>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Found(text)) => {
            eprintln!("{text}");
            ExitCode::from(1)
        }
        Err(Stop::CouldNotBegin(text)) => {
            eprintln!("terang: {text}");
            ExitCode::from(2)
        }
    }
}

/// Starts the log on standard error; standard output is for what a command gives.
fn log(config: &Config) -> Result<(), Stop> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log)
        .map_err(|error| Stop::CouldNotBegin(format!("log = {:?} is not target=level, comma separated: {error}", config.log)))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// What people type into a browser to see a server that listens here.
fn link(config: &Config, address: SocketAddr) -> String {
    config.address.clone().unwrap_or_else(|| format!("http://{address}"))
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_commands_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_the_build_tool_calls_is_understood() {
        for line in [
            "terang migrate",
            "terang serve --demo",
            "terang serve --listen 127.0.0.1:3000 --database sqlite://data/terang.db --site target/site",
            "terang demo --seed 1 --cases 300 --if-empty",
            "terang rebuild --check",
            "terang user add --region kota-contoh --login a@contoh.test --role tu --agency setda",
            "terang pack check regions",
            "terang pack activities kbli.csv --edition 2025 --write",
            "terang export --region kota-contoh a.region",
            "terang import a.region --passphrase p.txt",
            "terang region list",
            "terang region suspend kota-contoh --reason Pindah",
            "terang openapi",
            "terang leaf application/pdf",
            "terang leaf application/pdf 2 1200 90",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        assert!(Cli::try_parse_from(["terang", "serv"]).is_err());
    }
}
