//! `terang leaf`: the child that draws a page of a paper (see `leaves`). It reads the file from standard input and writes a number
//! or a picture; how it ends says what was wrong.
use crate::leaves::{JPEG, PNG, exit_code};
use clap::Args;
use engine::leaves::{LeafAsked, LeafFault, Turn};
use std::{
    io::{Read, Write},
    process::ExitCode,
};

#[derive(Debug, Args)]
pub(super) struct Leaf {
    /// The file's media type.
    media: String,
    /// Which page; without one, how many there are.
    page: Option<u32>,
    /// Pixels across.
    #[arg(requires = "page")]
    width: Option<u32>,
    /// Degrees, clockwise.
    #[arg(requires = "width")]
    turn: Option<u32>,
}

impl Leaf {
    pub(super) fn run(self) -> ExitCode {
        // Without the limits it does not begin.
        let done = limit().and_then(|()| self.draw());
        let written = done.and_then(|said| std::io::stdout().write_all(&said).map_err(|e| LeafFault::Failed(e.to_string())));
        match written {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => ExitCode::from(exit_code(&fault)),
        }
    }

    fn draw(self) -> Result<Vec<u8>, LeafFault> {
        let mut file = Vec::new();
        std::io::stdin().read_to_end(&mut file).map_err(|e| LeafFault::Failed(e.to_string()))?;
        // What panics over a file can't draw it.
        std::panic::catch_unwind(move || self.of(file)).unwrap_or(Err(LeafFault::Unreadable))
    }

    fn of(self, file: Vec<u8>) -> Result<Vec<u8>, LeafFault> {
        let Some(page) = self.page else { return press::leaf::pages(file, &self.media).map(|count| count.to_string().into_bytes()) };
        let asked = LeafAsked { page, width: self.width.unwrap_or(1_000), turn: Turn::from_degrees(self.turn.unwrap_or_default()) };
        let (media, mut picture) = press::leaf::leaf(file, &self.media, asked)?;
        picture.insert(0, if media == "image/png" { PNG } else { JPEG });
        Ok(picture)
    }
}

/// Takes from this process what a page does not need: more seconds and more memory than are plenty, and what it would leave behind
/// if it died.
#[cfg(unix)]
fn limit() -> Result<(), LeafFault> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let (seconds, bytes) = crate::leaves::MOST;
    for (resource, most) in [(Resource::Cpu, seconds), (Resource::Data, bytes), (Resource::Core, 0), (Resource::Fsize, 0)] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(|e| LeafFault::Failed(e.to_string()))?;
    }
    Ok(())
}

/// Elsewhere the parent's patience is the only limit.
#[cfg(not(unix))]
fn limit() -> Result<(), LeafFault> {
    Ok(())
}
