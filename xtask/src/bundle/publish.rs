//! Puts a finished bundle where the server finds it: `pkg/<build-id>/`, where the id is a hash of the outputs. The
//! splitter is not deterministic, so files of two builds must never mix; and a tab that was open over a deploy asks
//! for its old chunks, so the last builds stay.
use super::compress::files_below;
use crate::place;
use anyhow::{Context, Result};
use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::Hasher,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// How many builds stay.
const KEPT: usize = 5;

/// What lies in the site folder beside the public files.
const OURS: [&str; 3] = ["pkg", "build-id", "bundle.stamp"];

/// Moves the folder to its own name, drops the oldest builds and, last, tells the server. Returns the build-id.
pub(super) fn package(next: &Path) -> Result<String> {
    let id = content_id(next)?;
    let place = place::site().join("pkg").join(&id);
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::rename(next, &place)?;
    print_sizes(&place)?;
    drop_oldest(&place::site().join("pkg"), &place)?;
    fs::write(place::site().join("build-id"), &id)?;
    Ok(id)
}

/// 16 hex digits of the names and bytes of all files below.
fn content_id(dir: &Path) -> Result<String> {
    let mut hash = DefaultHasher::new();
    for file in files_below(dir)? {
        hash.write(file.strip_prefix(dir)?.to_string_lossy().as_bytes());
        hash.write_u8(0xff);
        hash.write(&fs::read(&file)?);
        hash.write_u8(0xff);
    }
    Ok(format!("{:016x}", hash.finish()))
}

fn drop_oldest(dir: &Path, newest: &Path) -> Result<()> {
    let mut builds: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.path() != newest {
            builds.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    builds.sort();
    for (_, old) in builds.iter().rev().skip(KEPT - 1) {
        fs::remove_dir_all(old).with_context(|| format!("old build {}", old.display()))?;
    }
    Ok(())
}

/// Copies public/ to the site's root; what is no longer in public/ goes. Returns the copies.
pub(super) fn public_files() -> Result<Vec<PathBuf>> {
    let site = place::site();
    for entry in fs::read_dir(&site)? {
        let entry = entry?;
        if OURS.iter().any(|ours| entry.file_name() == *ours) {
            continue;
        }
        if entry.path().is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    let public = place::root().join("public");
    let mut copies = Vec::new();
    for file in if public.is_dir() { files_below(&public)? } else { Vec::new() } {
        let to = site.join(file.strip_prefix(&public)?);
        fs::create_dir_all(to.parent().unwrap_or(&site))?;
        fs::copy(&file, &to)?;
        copies.push(to);
    }
    Ok(copies)
}

/// The table that a byte budget is read from: bytes as they are and as brotli.
fn print_sizes(dir: &Path) -> Result<()> {
    for file in files_below(dir)? {
        if file.extension().is_some_and(|e| e == "br" || e == "gz") {
            continue;
        }
        let packed = fs::metadata(file.with_file_name(format!("{}.br", file.file_name().unwrap_or_default().to_string_lossy())));
        let packed = packed.map_or_else(|_| "-".to_owned(), |meta| meta.len().to_string());
        println!("{:>10} {packed:>9} br  {}", fs::metadata(&file)?.len(), file.strip_prefix(dir)?.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_changes_with_a_name_or_a_byte() {
        let dir = std::env::temp_dir().join(format!("terang-xtask-id-{}", std::process::id()));
        fs::create_dir_all(dir.join("snippets")).unwrap();
        fs::write(dir.join("snippets/a.js"), "1").unwrap();
        let first = content_id(&dir).unwrap();
        assert_eq!(first, content_id(&dir).unwrap());
        fs::write(dir.join("snippets/a.js"), "2").unwrap();
        let second = content_id(&dir).unwrap();
        fs::rename(dir.join("snippets/a.js"), dir.join("snippets/b.js")).unwrap();
        let third = content_id(&dir).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert!(first != second && second != third && first != third);
    }

    #[test]
    fn the_newest_builds_stay() {
        let dir = std::env::temp_dir().join(format!("terang-xtask-builds-{}", std::process::id()));
        for n in 0..8 {
            fs::create_dir_all(dir.join(format!("build-{n}"))).unwrap();
            let made = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000 + n);
            fs::File::open(dir.join(format!("build-{n}"))).unwrap().set_modified(made).unwrap();
        }
        drop_oldest(&dir, &dir.join("build-0")).unwrap();
        let mut left: Vec<_> = fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(left, ["build-0", "build-4", "build-5", "build-6", "build-7"]); // the published one stays at any age
    }
}
