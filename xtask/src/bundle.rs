//! The browser's bundle: wasm split by lazy routes, scripts, the sheet and the public files, made small and published
//! under a name of their own content. `#[lazy_route]` compiles to imports of the split loader in every build with
//! `hydrate`, so the development bundle is split as well; it only skips what makes files small.
mod compress;
mod map;
mod publish;
mod shrink;
mod stamp;
mod style;
mod wasm;

use crate::place;
use anyhow::Result;
use std::fs;

/// Which bundle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Optimised for size, precompressed: what is shipped.
    Release,
    /// Compiled in seconds, for a server with the usual view types.
    Dev,
    /// Compiled in seconds, for the debug server with erased view types.
    Erased,
}

impl Kind {
    fn profile(self) -> &'static str {
        if self == Self::Release { "wasm-release" } else { "wasm-dev" }
    }
}

/// Builds the bundle into target/site, unless the one that is there was made of the same sources.
pub(crate) fn build(kind: Kind) -> Result<()> {
    let stamp = stamp::of_sources(kind)?;
    if stamp::is_published(&stamp) {
        println!("browser bundle: unchanged");
        return Ok(());
    }
    let next = place::site().join("pkg/next");
    if next.exists() {
        fs::remove_dir_all(&next)?;
    }
    fs::create_dir_all(&next)?;
    wasm::compile_and_split(kind, &next)?;
    if kind == Kind::Release {
        shrink::packages();
        shrink::wasm_opt(&next)?;
    }
    map::copy(&next)?;
    fs::write(next.join("terang.css"), style::sheet(&place::root().join("style"))?)?;
    let public = publish::public_files()?;
    if kind == Kind::Release {
        compress::siblings(compress::files_below(&next)?)?;
        compress::siblings(public)?;
    }
    let id = publish::package(&next)?;
    stamp::write(&stamp)?;
    println!("browser bundle: {id}");
    Ok(())
}
