//! `terang export`, `terang import` and `terang region`: what an operator does with whole regions.
use super::{Settings, Stop, log, open};
use crate::config::Flags;
use clap::{Args, Subcommand};
use domain::words::{self, Lang};
use engine::{Engine, MoveError, MovedRegion};
use std::{
    io::{BufRead, IsTerminal},
    path::{Path, PathBuf},
};

/// A region into a file.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The region's slug, such as kota-bandung.
    #[arg(long, value_name = "SLUG")]
    region: String,
    /// The file; whoever has it and its passphrase has everything of the region.
    file: PathBuf,
    /// File whose first line is the passphrase; asked for on standard input when left out.
    #[arg(long, value_name = "FILE")]
    passphrase: Option<PathBuf>,
    /// Go on although the region is open: what is written meanwhile is not in the file.
    #[arg(long)]
    open: bool,
}

/// A region out of a file.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file.
    file: PathBuf,
    /// File whose first line is the passphrase; asked for on standard input when left out.
    #[arg(long, value_name = "FILE")]
    passphrase: Option<PathBuf>,
}

/// Regions of this installation.
#[derive(Debug, Subcommand)]
pub(super) enum Region {
    /// Say of each region how it stands and how much it holds; of no case what it says.
    List,
    /// Take nothing more for a time: everything can be read, nothing written. Running servers follow within seconds.
    Suspend(Why),
    /// Take nothing more for good.
    Archive(Why),
    /// Take requests again.
    Open(Which),
}

/// Which region, and why.
#[derive(Debug, Args)]
pub(super) struct Why {
    /// The region's slug.
    region: String,
    /// Why, as everybody reads it on its pages.
    #[arg(long)]
    reason: String,
}

/// Which region.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// The region's slug.
    region: String,
}

fn passphrase(file: Option<&Path>) -> Result<String, Stop> {
    let unreadable = |error: std::io::Error| Stop::CouldNotBegin(format!("can't read the passphrase: {error}"));
    let text = match file {
        Some(file) => std::fs::read_to_string(file).map_err(unreadable)?,
        None => {
            if std::io::stdin().is_terminal() {
                eprintln!("Passphrase:");
            }
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line).map_err(unreadable)?;
            line
        }
    };
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}

fn explain(error: &MoveError) -> Stop {
    Stop::Found(format!("terang: {error}"))
}

fn say(moved: &MovedRegion) {
    let rows: u64 = moved.tables.iter().map(|(_, n)| n).sum();
    println!("{} ({}): {rows} rows in {} tables, {} files", moved.slug, moved.region, moved.tables.len(), moved.files);
    for (table, n) in moved.tables.iter().filter(|(_, n)| *n > 0) {
        println!("  {table}: {n}");
    }
}

async fn pack_of(engine: &Engine, slug: &str) -> Result<std::sync::Arc<domain::pack::Pack>, Stop> {
    engine.packs().by_slug(slug).ok_or_else(|| Stop::CouldNotBegin(format!("no region {slug}; `terang region list` says which there are")))
}

impl Export {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let config = settings.read(Flags::default())?;
        log(&config)?;
        let passphrase = passphrase(self.passphrase.as_deref())?;
        let engine = open::engine_of_any_mode(&config).await?;
        let done = self.written(&engine, &passphrase).await;
        engine.close().await;
        done
    }

    async fn written(self, engine: &Engine, passphrase: &str) -> Result<(), Stop> {
        let pack = pack_of(engine, &self.region).await?;
        if engine.standing(&pack).is_none() && !self.open {
            let first = format!("terang region suspend {} --reason \"…\"", self.region);
            return Err(Stop::CouldNotBegin(format!("{} is open; first `{first}`, or export a copy with --open", self.region)));
        }
        let moved = engine.export_region(&pack, &self.file, passphrase).await.map_err(|e| explain(&e))?;
        say(&moved);
        if !moved.own_key {
            println!("Its data is sealed with the key of all regions of this installation, which goes with it: keep the file accordingly.");
        }
        Ok(())
    }
}

impl Import {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let config = settings.read(Flags::default())?;
        log(&config)?;
        let passphrase = passphrase(self.passphrase.as_deref())?;
        let engine = open::engine_of_any_mode(&config).await?;
        engine.migrate().await.map_err(|failure| open::refused(&failure))?;
        let moved = engine.import_region(&self.file, &passphrase).await;
        engine.close().await;
        let moved = moved.map_err(|e| explain(&e))?;
        say(&moved);
        // Opened anew, with the pack that came: the lists and counters are what its events say.
        let engine = open::engine_of_any_mode(&config).await?;
        let differing = engine.rebuild(true).await;
        engine.close().await;
        let differing = differing.map_err(|failure| open::refused(&failure))?;
        if !differing.is_empty() {
            return Err(Stop::Found(format!("it is here, but not what its events say: {}; run `terang rebuild`", differing.join(", "))));
        }
        println!("Its lists and counters are what its events say. Start the server again, and then `terang region open {}`.", moved.slug);
        Ok(())
    }
}

impl Region {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Stop> {
        let config = settings.read(Flags::default())?;
        log(&config)?;
        let engine = open::engine_of_any_mode(&config).await?;
        let migrated = engine.migrate().await.map_err(|failure| open::refused(&failure));
        let done = match migrated {
            Ok(()) => self.done(&engine).await,
            Err(stop) => Err(stop),
        };
        engine.close().await;
        done
    }

    async fn done(self, engine: &Engine) -> Result<(), Stop> {
        let (slug, how) = match &self {
            Self::List => return list(engine).await,
            Self::Suspend(why) => (&why.region, Some((false, why.reason.trim()))),
            Self::Archive(why) => (&why.region, Some((true, why.reason.trim()))),
            Self::Open(which) => (&which.region, None),
        };
        if how.is_some_and(|(_, reason)| reason.is_empty()) {
            return Err(Stop::CouldNotBegin("say why: it stands on the region's pages".to_owned()));
        }
        let pack = pack_of(engine, slug).await?;
        engine.stand(&pack, how).await.map_err(|failure| open::refused(&failure))?;
        println!(
            "{slug}: {}",
            match how {
                None => "open",
                Some((true, _)) => "archived",
                Some((false, _)) => "suspended",
            }
        );
        Ok(())
    }
}

async fn list(engine: &Engine) -> Result<(), Stop> {
    for size in engine.sizes().await.map_err(|failure| open::refused(&failure))? {
        let stands = match &size.standing {
            None => "open".to_owned(),
            Some(s) => format!("{}: {}", if s.archived { "archived" } else { "suspended" }, s.reason),
        };
        let last = size.last.map_or_else(String::new, |at| format!(", last event {}", words::date_time(at, size.zone, Lang::En)));
        println!("{} ({}) {stands}; {} services, {} cases, {} open{last}", size.slug, size.code, size.services, size.cases, size.open);
    }
    Ok(())
}
