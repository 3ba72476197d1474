//! Remembers what the published bundle was made of, so that a second `run` starts in seconds.
use super::{Kind, compress::files_below};
use crate::{node, place};
use anyhow::Result;
use std::{collections::hash_map::DefaultHasher, fs, hash::Hasher, path::PathBuf};

/// Everything that can change a bundle's bytes.
const FOLDERS: [&str; 6] = ["app", "domain", "frontend", "style", "public", "xtask/src/bundle"];
const FILES: [&str; 4] = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "end2end/package-lock.json"];

fn file() -> PathBuf {
    place::site().join("bundle.stamp")
}

/// A line that differs when a source, the kind of bundle or the presence of wasm-opt does.
pub(super) fn of_sources(kind: Kind) -> Result<String> {
    let root = place::root();
    let mut sources: Vec<PathBuf> = FILES.iter().map(|name| root.join(name)).filter(|path| path.exists()).collect();
    for folder in FOLDERS.iter().map(|name| root.join(name)).filter(|path| path.is_dir()) {
        sources.extend(files_below(&folder)?);
    }
    let mut hash = DefaultHasher::new();
    for source in sources {
        hash.write(source.strip_prefix(&root)?.to_string_lossy().as_bytes());
        hash.write_u8(0xff);
        hash.write(&fs::read(&source)?);
        hash.write_u8(0xff);
    }
    let small = kind == Kind::Release && node::program("wasm-opt").is_some();
    let map = place::end2end().join("node_modules/maplibre-gl").exists();
    Ok(format!("{kind:?} wasm-opt={small} map={map} {:016x}", hash.finish()))
}

/// True when that very bundle is in place, whole.
pub(super) fn is_published(stamp: &str) -> bool {
    let id = fs::read_to_string(place::site().join("build-id")).unwrap_or_default();
    let there = !id.is_empty() && place::site().join("pkg").join(id).is_dir();
    there && fs::read_to_string(file()).is_ok_and(|written| written == stamp)
}

/// Written after the build-id: a bundle that broke off half way is built again.
pub(super) fn write(stamp: &str) -> Result<()> {
    fs::write(file(), stamp)?;
    Ok(())
}
