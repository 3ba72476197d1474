//! `terang pack`.
use super::{Settings, Stop};
use crate::config::Flags;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Regions' packs.
#[derive(Debug, Subcommand)]
pub(super) enum Pack {
    /// Look for mistakes in all packs: each is printed as file:line, what is wrong, and what to do. Exit code 1 where
    /// there is one.
    Check(Check),
}

/// Which packs.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the packs; the configured one when left out.
    dir: Option<PathBuf>,
}

impl Pack {
    pub(super) fn run(self, settings: &Settings) -> Result<(), Stop> {
        let Self::Check(Check { dir }) = self;
        let dir = match dir {
            Some(dir) => dir,
            None => settings.read(Flags::default())?.packs,
        };
        if !dir.is_dir() {
            return Err(Stop::CouldNotBegin(format!("no folder {}; name the folder of the packs", dir.display())));
        }
        match engine::pack::load_all(&dir) {
            Ok(packs) => {
                for pack in packs.iter() {
                    println!("{} {}: in order", pack.region.code, pack.region.slug);
                }
                Ok(())
            }
            Err(errors) => Err(Stop::Found(errors.to_string())),
        }
    }
}
